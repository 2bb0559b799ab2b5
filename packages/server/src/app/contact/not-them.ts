// contact.read-ask and contact.not-them: “This is not them”, by the signed link of a contact's mail, or of their page.
// Reading changes nothing, because mail scanners follow links; the button acts once a case, and can only hold it up.

import { decideObjection } from '../../domain/contact/decide-contact.ts';
import { neededUntil } from '../../domain/contact/requirement.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { type HoldState, holdStage } from '../../domain/hold/hold.ts';
import { lockAccount } from '../../storage/account.ts';
import { deleteApproval, findContact, insertObjection } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { ripenHolds } from '../hold/ripen.ts';
import { record, recordBySystem } from '../record.ts';
import { askedOf } from '../recovery/as-it-opens.ts';
import { refuseLink } from '../refuse-link.ts';
import { writeFor } from '../write-for.ts';
import { readAskLink } from './ask-link.ts';
import { type AskedAbout, findAskedByLink } from './find-asked.ts';

export interface AskView {
  /** Whose recovery. */
  readonly name: string;
  readonly caseNumber: string;
  readonly startedAt: number;
  readonly ripensAt: number;
  readonly state: HoldState;
  /** It was said before. */
  readonly used: boolean;
}

const ownOf = ({ requirement, contact }: AskedAbout) => requirement.asked.find(({ id }) => id === contact.id);

export async function readAsk(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<AskView>> {
  const link = readAskLink(deps.keyRing, input.link, caller.now);
  if (!link) return refuse({ tag: 'link-refused' });
  return deps.store.read(async (tx): Promise<Decision<AskView>> => {
    const found = await findAskedByLink(tx, link, caller.now);
    if (!found.allowed) return found;
    const { holder, row, hold } = found.facts;
    return allow({
      name: holder.displayName,
      caseNumber: row.case_number,
      startedAt: hold.startedAt,
      ripensAt: hold.ripensAt,
      state: holdStage(hold, caller.now),
      used: ownOf(found.facts)?.objectedAt !== null,
    });
  });
}

export interface Objected {
  /** Until when the recovery needs this contact's approval at most; null: it was open already, and its holder was told. */
  readonly neededUntil: number | null;
}

/** Refused for a link that is none, for a case that has ended, and where it was said before. */
export async function sayNotThem(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<Objected>> {
  const link = readAskLink(deps.keyRing, input.link, caller.now);
  return writeFor(deps, caller, async (tx): Promise<Decision<Objected>> => {
    if (!link) return refuse(await refuseLink(deps, tx, caller));
    const contact = await findContact(tx, link.contactId);
    if (!contact) return refuse({ tag: 'link-refused' });
    await lockAccount(tx, contact.holderId);
    caller.moveOn();
    const { now } = caller;
    await ripenHolds(deps, tx, contact.holderId, now);
    const found = await findAskedByLink(tx, link, now);
    return found.allowed ? object(deps, tx, caller, found.facts) : found;
  });
}

async function object(deps: Deps, tx: Tx, caller: Caller, about: AskedAbout): Promise<Decision<Objected>> {
  const { now } = caller;
  const { contact, holder, hold, row, waitOverAt } = about;
  const decision = decideObjection(contact, askedOf(row), hold, now);
  if (!decision.allowed) return decision;
  const key = { account_id: holder.id, hold_id: hold.id, contact_id: contact.id };
  if (!contact.account || !(await insertObjection(tx, { ...key, objected_at: now }))) {
    return refuse({ tag: 'link-refused' });
  }
  const { delays } = decision.facts;
  if (delays) await deleteApproval(tx, key);
  const own = { id: contact.id, approvedAt: null, objectedAt: now, goneAt: null, removed: false };
  const until = delays ? neededUntil(own, waitOverAt) : null;
  await record(
    deps,
    tx,
    withoutSession(caller),
    'contact.not-them',
    contact.account,
    { done: true },
    { subject: holder.email },
  );
  const evidence = { subject: contact.email, effectiveAt: until ?? undefined };
  await recordBySystem(deps, tx, now, 'contact.objected', holder, evidence);
  return allow({ neededUntil: until });
}
