// Makes a slow change, once it may be made: at once with two proofs, at the end of a wait that two began, or at the
// second touch. One case a kind.

import type { Account } from '../../domain/account/account.ts';
import { changesInQuestion, decideAddressChange } from '../../domain/account/contest.ts';
import { unmetByFloor } from '../../domain/credential/decide-floor.ts';
import { unmetWithout } from '../../domain/credential/decide-removal.ts';
import { decideUse } from '../../domain/credential/decide-use.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { endsWithProtection, type HoldObject, type SlowKind } from '../../domain/hold/hold.ts';
import type { WaitHours } from '../../domain/recovery/recovery-key-record.ts';
import { causeOfSlow } from '../../domain/staged/staged.ts';
import { setContactsNeeded, setEmail, setStandard, setTier, setWaitHours } from '../../storage/account.ts';
import { deleteChannel, findChannel } from '../../storage/alert-channel.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { listFormerAddresses } from '../../storage/former-address.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { activateRecoveryKeys } from '../../storage/recovery-key.ts';
import { clearFreshness, endSessions, tightenSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import { endExclusion } from '../../storage/training-exclusion.ts';
import { setTotp } from '../../storage/verifier.ts';
import { deleteWebhookDeliveries } from '../../storage/webhook-delivery.ts';
import { endAllContacts } from '../contact/end-all.ts';
import { neededBy, removeHeldContact } from '../contact/remove-held.ts';
import type { Deps } from '../deps.ts';
import { offerContest } from '../email/offer-contest.ts';
import type { Evidence, Recorder } from '../record.ts';
import { voidRecovery } from '../recovery/stop.ts';
import { endStaged } from '../staged/end-staged.ts';

export type CarryDeps = Recorder & Pick<Deps, 'policy' | 'clock'>;

/**
 * What is half done anywhere ends with it. @returns what to put on record, or why it cannot be made now. The account is
 * locked by the caller.
 */
export async function carryOut(
  deps: CarryDeps,
  tx: Tx,
  account: Account,
  change: HoldObject & { readonly kind: SlowKind },
  now: number,
): Promise<Decision<Evidence>> {
  const made = await make(deps, tx, account, change, now);
  const cause = causeOfSlow(change.kind);
  if (made.allowed && cause) await endStaged(deps, tx, account, { cause, session: null, now });
  return made;
}

async function make(
  deps: CarryDeps,
  tx: Tx,
  account: Account,
  change: HoldObject & { readonly kind: SlowKind },
  now: number,
): Promise<Decision<Evidence>> {
  switch (change.kind) {
    case 'credential.remove':
      return endKey(tx, account, change, now);
    case 'recovery-key.replace':
      // What one of the old keys began is void with them, also where it is on its way.
      await voidRecovery(deps, tx, account, now);
      if ((await activateRecoveryKeys(tx, account.id, 'held')) === 0) return refuse({ tag: 'flow-gone' });
      return allow({});
    case 'protection.leave':
      return leave(deps, tx, account, now);
    case 'protection.lower-floor':
      if (account.tier === 'hardware') await setTier(tx, account.id, 'advanced');
      return allow({});
    case 'protection.raise-floor':
      return raiseFloor(deps, tx, account, now);
    case 'email.change':
      return setAddress(deps, tx, account, change, now);
    case 'contact.remove':
      return removeHeldContact(tx, account, change, now);
    case 'contact.lower-needed':
      await setContactsNeeded(tx, account.id, Math.min(change.contactsNeeded ?? 0, neededBy(account)));
      return allow({});
    case 'channel.stop':
      return stopChannel(tx, account, change);
    case 'wait.shorten':
      await setWaitHours(tx, account.id, (change.waitHours ?? 168) as WaitHours);
      return allow({});
    case 'totp.replace':
      return replaceTotp(tx, account, change, now);
    case 'account.delete':
      throw new Error('a deletion is never carried out here');
  }
}

/** The mailbox that it leaves, and those that it left within the week, can contest it. */
async function setAddress(
  deps: CarryDeps,
  tx: Tx,
  account: Account,
  { newEmail }: HoldObject,
  now: number,
): Promise<Decision<Evidence>> {
  const open = decideAddressChange(account);
  if (!open.allowed) return open;
  const before = changesInQuestion(account, await listFormerAddresses(tx, account.id), now);
  if (newEmail === null || !(await setEmail(tx, account.id, newEmail, now))) return refuse({ tag: 'email-taken' });
  if (account.tier === 'standard') offerContest(deps, tx, account, before, now);
  return allow({ alsoTell: [newEmail] });
}

/** The floor is judged again: another key may have gone, or been suspended, meanwhile. */
async function endKey(
  tx: Tx,
  account: Account,
  { credentialId }: HoldObject,
  now: number,
): Promise<Decision<Evidence>> {
  const key = account.credentials.find(({ id }) => id === credentialId);
  if (!key) return refuse({ tag: 'not-found' });
  const unmet = unmetWithout(account, key.id, now);
  if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
  await deleteCredential(tx, account.id, key.id, now);
  await endSessions(tx, { accountId: account.id, openedWith: key.id }, 'credential.remove', now);
  await clearFreshness(tx, account.id, key.id);
  return allow({ credentialId: key.id });
}

/** Keys are kept, recovery keys are void, and with them what they began. */
async function leave(deps: CarryDeps, tx: Tx, account: Account, now: number): Promise<Decision<Evidence>> {
  await voidRecovery(deps, tx, account, now);
  await setStandard(tx, account.id);
  await endExclusion(tx, account.id, 'protection', now);
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (endsWithProtection(hold)) await endHold(tx, account.id, hold.id, 'vetoed', now);
  }
  await endAllContacts(deps, tx, account, now);
  return allow({});
}

/**
 * Keys that do not open it on the higher floor stop, and what they opened ends. Two that count have to be there still. A
 * waiting return to the lower floor is stopped.
 */
async function raiseFloor(deps: CarryDeps, tx: Tx, account: Account, now: number): Promise<Decision<Evidence>> {
  const unmet = unmetByFloor(account, now);
  if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
  for (const key of account.credentials) {
    if (decideUse({ ...account, tier: 'hardware' }, key, now).allowed) continue;
    await endSessions(tx, { accountId: account.id, openedWith: key.id }, 'protection.raise-floor', now);
    await clearFreshness(tx, account.id, key.id);
  }
  await setTier(tx, account.id, 'hardware');
  const limits = deps.policy.sessions.hardware;
  await tightenSessions(tx, account.id, limits.idleSeconds * 1000, limits.absoluteSeconds * 1000);
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (hold.kind === 'protection.lower-floor') await endHold(tx, account.id, hold.id, 'vetoed', now);
  }
  return allow({});
}

/** Another authenticator app for a standard account, which nobody with a second factor had stopped. */
async function replaceTotp(
  tx: Tx,
  account: Account,
  { totpSealed }: HoldObject,
  now: number,
): Promise<Decision<Evidence>> {
  if (account.tier !== 'standard' || totpSealed === null) return refuse({ tag: 'not-permitted', why: 'tier' });
  await setTotp(tx, account.id, totpSealed, 0, now);
  return allow({});
}

async function stopChannel(tx: Tx, account: Account, { channelId }: HoldObject): Promise<Decision<Evidence>> {
  const channel = channelId === null ? null : await findChannel(tx, channelId);
  if (channel?.account_id !== account.id || !(await deleteChannel(tx, channel.id))) return refuse({ tag: 'not-found' });
  if (channel.kind === 'webhook') await deleteWebhookDeliveries(tx, channel.id);
  return allow({});
}
