// A recovery as it opens: the stored wait, and what delays it beyond that. Whoever looks at a recovery looks through this.

import type { Account } from '../../domain/account/account.ts';
import { countsIn, stands } from '../../domain/contact/contact.ts';
import { approvalsAt, GONE_MS, NO_REQUIREMENT, type Requirement } from '../../domain/contact/requirement.ts';
import { NEW_MS } from '../../domain/credential/key-stage.ts';
import { settlesUntil } from '../../domain/enrolment/settling.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import type { ContactId } from '../../domain/id.ts';
import { type Approvals, NO_APPROVALS } from '../../domain/recovery/decide-recovery.ts';
import { decideOpening, type WaitsFor } from '../../domain/recovery/opening.ts';
import { firstAcceptedAt } from '../../storage/hold.ts';
import { findCaseOfHold } from '../../storage/recovery-case.ts';
import { type HeldContact, listAsked, listContactsLeftSince } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { RecoveryCaseRow } from '../../storage/tables.ts';
import { asItStands } from '../hold/as-it-stands.ts';

export interface OpeningCase {
  readonly row: RecoveryCaseRow;
  /** With the time at which it opens, as things stand. */
  readonly hold: Hold;
  /** When the wait that was chosen is over; of an open one, when it opened. */
  readonly waitOverAt: number;
  readonly waitsFor: WaitsFor;
  readonly requirement: Requirement;
  readonly approvals: Approvals;
  /** When a channel accepted an alert of it. */
  readonly toldAt: number | null;
}

export const askedOf = ({ contacts }: Pick<RecoveryCaseRow, 'contacts'>): readonly ContactId[] =>
  (contacts?.split(' ').filter(Boolean) ?? []) as ContactId[];

/** Null for a hold of another kind. */
export async function asItOpens(tx: Tx, account: Account, hold: Hold, now: number): Promise<OpeningCase | null> {
  const row = hold.kind === 'recovery' ? await findCaseOfHold(tx, account.id, hold.id) : null;
  if (!row) return null;
  const requirement = await requirementOf(tx, account, row, hold);
  const waitOverAt = hold.ripensAt;
  const settles = settlesUntil(account, now);
  if (hold.state !== 'waiting') {
    const { approved } = approvalsAt(requirement, waitOverAt, now);
    const approvals =
      row.contacts_needed === 0 ? NO_APPROVALS : { needed: Math.min(row.contacts_needed, approved), approved };
    const { toldAt } = hold;
    // It had opened, and downtime that was made up for lets the account settle longer: it is shut again until then.
    if (hold.state === 'ripe' && settles !== null) {
      const shut = { ...hold, state: 'waiting', ripensAt: settles } as const;
      return { row, hold: shut, waitOverAt, waitsFor: 'settling', requirement, approvals, toldAt };
    }
    const stands = await asItStands(tx, hold, now);
    return { row, hold: stands, waitOverAt, waitsFor: 'time', requirement, approvals, toldAt };
  }
  const toldAt = await toldAtOf(tx, account, hold);
  const { opensAt, waitsFor } = decideOpening({ waitOverAt, toldAt, requirement, settlesUntil: settles }, now);
  const approvals = approvalsAt(requirement, waitOverAt, now);
  const stands = await asItStands(tx, { ...hold, ripensAt: opensAt }, now);
  return { row, hold: stands, waitOverAt, waitsFor, requirement, approvals, toldAt };
}

/** Of before the entry was kept: nobody can say, so nothing waits for it. */
const toldAtOf = async (tx: Tx, account: Account, hold: Hold): Promise<number | null> =>
  hold.toldAt ?? (hold.begunBy === null ? hold.startedAt : await firstAcceptedAt(tx, account.id, hold, NEW_MS));

/** What was asked for when it began, or less where the holder asks for less by now. */
async function requirementOf(tx: Tx, account: Account, row: RecoveryCaseRow, hold: Hold): Promise<Requirement> {
  if (account.tier === 'standard' || row.contacts_needed === 0) return NO_REQUIREMENT;
  const asked = await listAsked(tx, account.id, hold.id, askedOf(row), hold.startedAt);
  return { asked, needed: Math.min(row.contacts_needed, account.contactsNeeded) };
}

/** Contacts who count in a recovery that begins now: who left lately still does toward what is needed. */
export async function contactsThatCount(
  tx: Tx,
  account: Account,
  now: number,
): Promise<readonly (HeldContact & { readonly leftAt: number | null })[]> {
  if (account.tier === 'standard' || account.contactsNeeded === 0) return [];
  const known = await listContactsLeftSince(tx, account.id, now - GONE_MS);
  return known.filter((contact) => countsIn(contact, now) && (contact.leftAt !== null || stands(contact)));
}
