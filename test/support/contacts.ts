// Recovery contacts, brought to a given point by the use cases that the doors call.

import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import { type Accepted, acceptContact, acceptOptions } from '../../packages/server/src/app/contact/answer.ts';
import { approveOptions, approveRecovery } from '../../packages/server/src/app/contact/approve.ts';
import { inviteContact, setNeeded } from '../../packages/server/src/app/contact/arrange.ts';
import { listContactCases } from '../../packages/server/src/app/contact/cases.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import type { Decision } from '../../packages/server/src/domain/decision.ts';
import type { ContactId } from '../../packages/server/src/domain/id.ts';
import { listContacts } from '../../packages/server/src/storage/recovery-contact.ts';
import { type MadeAccount, type MadeKey, makeAccount, signIn } from './accounts.ts';
import { TEST_TIME } from './clock.ts';
import { factsOf } from './use-case.ts';

const DAY_MS = 24 * 3_600_000;
/** Long enough ago that a contact who accepted then counts. */
export const LONG_AGO = TEST_TIME - 6 * DAY_MS;

export interface MadeContact {
  readonly account: MadeAccount;
  readonly id: ContactId;
}

/** Invites an address. @returns the contact's id. */
export async function invite(deps: Deps, holder: MadeAccount, email: string, now = LONG_AGO): Promise<ContactId> {
  // From a network of their own: what one network may cause by mail is not what these tests are about.
  const caller = await signIn(deps, holder, { now, caller: { network: holder.id } });
  factsOf(await inviteContact(deps, caller, { email }));
  const contacts = await deps.store.read((tx) => listContacts(tx, holder.id));
  const invited = contacts.find((contact) => contact.email === email);
  if (!invited) throw new Error('a contact that was just invited is listed');
  return invited.id;
}

export async function accept(
  deps: Deps,
  caller: SignedInCaller,
  contactId: ContactId,
  key: MadeKey | undefined,
): Promise<Decision<Accepted>> {
  const options = factsOf(await acceptOptions(deps, caller, { contactId }));
  if (!key) throw new Error('the contact has a key');
  return acceptContact(deps, caller, { contactId, response: key.authenticator.assert(options) });
}

/** A protected account that is a contact of `holder` since `now`. */
export async function makeContact(deps: Deps, holder: MadeAccount, now = LONG_AGO): Promise<MadeContact> {
  const account = await makeAccount(deps, { tier: 'advanced' });
  const id = await invite(deps, holder, account.email, now);
  factsOf(await accept(deps, await signIn(deps, account, { now }), id, account.keys[0]));
  return { account, id };
}

export interface Trusting {
  readonly holder: MadeAccount;
  readonly contacts: readonly MadeContact[];
}

/** A protected account with contacts who may approve, of whom a recovery needs `needed`. */
export async function makeTrusting(deps: Deps, count: number, needed: number): Promise<Trusting> {
  const holder = await makeAccount(deps, { tier: 'advanced' });
  const contacts: MadeContact[] = [];
  // A moment apart, so that they are listed in this order.
  for (let made = 0; made < count; made++) contacts.push(await makeContact(deps, holder, LONG_AGO + made));
  // They count toward it once they have been contacts as long as a recovery waits.
  const caller = await signIn(deps, holder, { now: LONG_AGO + count + 72 * 3_600_000 });
  if (needed > 0) factsOf(await setNeeded(deps, caller, { needed }));
  return { holder, contacts };
}

/** Signs in to the contact's account, and approves with its key the last recovery that it is asked about. */
export async function approve(
  deps: Deps,
  { account, id }: MadeContact,
  now: number,
): Promise<Decision<Record<never, never>>> {
  const caller = await signIn(deps, account, { now });
  const { cases } = factsOf(await listContactCases(deps, caller));
  const { caseNumber = '' } = cases.findLast((one) => one.id === id) ?? {};
  const options = await approveOptions(deps, caller, { contactId: id, caseNumber });
  if (!options.allowed) return options;
  const [key] = account.keys;
  if (!key) throw new Error('the contact has a key');
  return approveRecovery(deps, caller, {
    contactId: id,
    caseNumber,
    response: key.authenticator.assert(options.facts),
  });
}
