// contact.asked: each contact whom a recovery asks hears of it in a mail of their own, with its own buttons: when it begins,
// and weekly while those who said nothing hold it up.

import type { Account } from '../../domain/account/account.ts';
import { SILENT_MS } from '../../domain/contact/requirement.ts';
import type { HoldId } from '../../domain/id.ts';
import { findContact, type HeldContact } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { type Recorder, recordBySystem } from '../record.ts';
import type { OpeningCase } from '../recovery/as-it-opens.ts';

interface Asking {
  readonly holdId: HoldId;
  readonly asked: readonly HeldContact[];
  /** When its wait is over. */
  readonly until: number;
  readonly now: number;
}

export async function askContacts(deps: Recorder, tx: Tx, account: Account, asking: Asking): Promise<void> {
  for (const contact of asking.asked) {
    if (contact.state !== 'active' || !contact.account) continue;
    const evidence = {
      subject: account.email,
      effectiveAt: asking.until,
      asks: { contactId: contact.id, holdId: asking.holdId },
    };
    await recordBySystem(deps, tx, asking.now, 'contact.asked', contact.account, evidence);
  }
}

/** Those who are still needed and said nothing. After the wait, what they are told is when it goes on without them. */
export async function remindContacts(
  deps: Recorder,
  tx: Tx,
  account: Account,
  { hold, requirement, waitOverAt }: OpeningCase,
  now: number,
): Promise<void> {
  const silent: HeldContact[] = [];
  for (const { id, approvedAt, objectedAt } of requirement.asked) {
    const contact = approvedAt === null && objectedAt === null ? await findContact(tx, id) : null;
    if (contact) silent.push(contact);
  }
  await askContacts(deps, tx, account, { holdId: hold.id, asked: silent, until: waitOverAt + SILENT_MS, now });
}
