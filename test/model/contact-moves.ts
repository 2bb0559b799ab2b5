// What recovery contacts do in a walk: they approve whenever they like, join and leave. The model says when it may count.

import { expect } from 'vitest';
import { declineContact } from '../../packages/server/src/app/contact/answer.ts';
import { inviteContact, setNeeded } from '../../packages/server/src/app/contact/arrange.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { CONTACTS_MAX } from '../../packages/server/src/domain/contact/contact.ts';
import { listContacts } from '../../packages/server/src/storage/recovery-contact.ts';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../support/accounts.ts';
import { accept, approve, LONG_AGO, makeContact } from '../support/contacts.ts';
import { factsOf } from '../support/use-case.ts';
import { type Contact, holderOf, note, pick, type Walk } from './recovery-walk.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const SINCE = LONG_AGO;

/** Two contacts from long ago, of whom `needed` have to approve. No session of this stays open. */
export async function arrangeContacts(deps: Deps, holder: MadeAccount, needed: number): Promise<Contact[]> {
  const contacts: Contact[] = [];
  for (let made = 0; made < 2; made++) {
    const acceptedAt = SINCE + made;
    contacts.push({ ...(await makeContact(deps, holder, acceptedAt)), acceptedAt, gone: false, leftAt: null });
  }
  // They count from then on, whichever wait the holder chose.
  if (needed > 0) factsOf(await setNeeded(deps, await signIn(deps, holder, { now: SINCE + WEEK_MS + 2 }), { needed }));
  await deps.store.write((tx) => tx.q.deleteFrom('session').where('account_id', '=', holder.id).execute());
  return contacts;
}

/** Approves the last case that this contact is asked about. */
export async function approveCase(walk: Walk): Promise<void> {
  const contact = pick(walk, walk.contacts);
  if (!contact) return;
  const decision = await approve(walk.deps, contact, walk.now);
  if (!decision.allowed) {
    if (decision.refusal.tag === 'contact-too-new') note('too new to approve');
    return;
  }
  const open = walk.cases.filter((one) => one.over === null);
  const one = open.findLast(({ approvedBy }) => !approvedBy.has(contact)) ?? open.at(-1);
  if (!one) throw new Error('there is nothing to approve');
  expect(walk.needed).toBeGreaterThan(0);
  expect(contact.gone).toBe(false);
  // Who joined after the beginning, or shortly before, has no say in it.
  expect(contact.acceptedAt + walk.waitMs).toBeLessThanOrEqual(one.startedAt);
  expect(one.asked).toContain(contact);
  one.approvedBy.add(contact);
  note('approved');
}

/** A thief with the holder's session brings an account of their own. */
export async function bringContact(walk: Walk): Promise<void> {
  const holder = walk.contacts.length < CONTACTS_MAX ? await holderOf(walk) : null;
  if (!holder) return;
  const account = await makeAccount(walk.deps, { tier: 'advanced' });
  const caller = { ...holder, network: account.id };
  if (!(await inviteContact(walk.deps, caller, { email: account.email })).allowed) return;
  const listed = await walk.deps.store.read((tx) => listContacts(tx, walk.account.id));
  const invited = listed.find(({ email }) => email === account.email);
  if (!invited) throw new Error('who was just invited is listed');
  const eve = await signIn(walk.deps, account, { now: walk.now, caller: makeCaller({ network: account.id }) });
  factsOf(await accept(walk.deps, eve, invited.id, account.keys[0]));
  walk.contacts.push({ account, id: invited.id, acceptedAt: walk.now, gone: false, leftAt: null });
  note('brought');
}

/** Never so many that nobody could approve: a walk in which nothing completes shows little. */
export async function leaveAsContact(walk: Walk): Promise<void> {
  const staying = walk.contacts.filter(({ gone }) => !gone);
  const contact = staying.length > walk.needed && walk.random(3) === 0 ? pick(walk, staying) : null;
  if (!contact) return;
  const caller = await signIn(walk.deps, contact.account, { now: walk.now });
  if ((await declineContact(walk.deps, caller, { contactId: contact.id })).allowed) {
    contact.gone = true;
    contact.leftAt = walk.now;
  }
}

/** Every contact of the holder's, one after the other. */
export async function approveAll(walk: Walk): Promise<void> {
  for (const contact of walk.contacts) await approveCase({ ...walk, random: () => walk.contacts.indexOf(contact) });
}
