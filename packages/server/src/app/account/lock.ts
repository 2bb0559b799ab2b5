// account.lock, alert.lock and account.rehearse-lock: one handle, in the bar, in every mail and notification.

import type { Account } from '../../domain/account/account.ts';
import { decideLock, type Lock, type LockBy } from '../../domain/account/decide-lock.ts';
import { isYoung } from '../../domain/alert/young.ts';
import type { Suspension } from '../../domain/credential/credential.ts';
import { comesBackAt } from '../../domain/credential/decide-return.ts';
import { suspensionBy } from '../../domain/credential/decide-suspension.ts';
import { freezeEndsAt } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { anybodyStops } from '../../domain/hold/decide-stop.ts';
import { type OtherWay, wayBack } from '../../domain/sign-in/way-back.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { lockAndLoadAccount, setFrozen } from '../../storage/account.ts';
import { listChannels, setChannelState } from '../../storage/alert-channel.ts';
import { forgetDevices } from '../../storage/device.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { openIncident } from '../../storage/incident.ts';
import { endSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import { readDisownLink } from '../alert/disown-link.ts';
import { stopWhatIsBegun } from '../alert/stop-what-is-begun.ts';
import { type LeftWaiting, leftWaiting } from '../alert/what-waits.ts';
import { type Caller, type SignedInCaller, withoutSession } from '../caller.ts';
import { agedAccount } from '../clock/aged-account.ts';
import { shutOut } from '../credential/shut-out.ts';
import type { Deps } from '../deps.ts';
import { consult, done, operate } from '../operate.ts';
import { type Evidence, record } from '../record.ts';
import { refuseLink } from '../refuse-link.ts';
import { liveSessions } from '../session/list.ts';
import { wouldLift } from '../sign-in/former-factors.ts';
import { throttle } from '../throttle.ts';
import { writeFor } from '../write-for.ts';

export interface Locked extends LeftWaiting {
  readonly at: number;
  readonly ended: number;
  readonly holdsStopped: number;
  /** What is not trusted is kept out. Not where a link had frozen it within thirty days before. */
  readonly frozen: boolean;
  /** When that ends by itself, if nothing trusted returns; null where it does not. */
  readonly frozenUntil: number | null;
  readonly keysSuspended: string[];
  /** Keys that were vouched for, by name: what they opened goes on. */
  readonly keysSpared: string[];
  /** From when on one of them comes back by its own touch, where no trusted key is used; null where none does. */
  readonly comesBackAt: number | null;
  readonly channelsPaused: number;
  /** Trusted keys that lift it, by name. */
  readonly liftedBy: string[];
  /** What its holder comes back with where there is none. */
  readonly otherwise: OtherWay | null;
}

async function channelsOf(tx: Tx, account: Account, plan: Lock, now: number) {
  if (!plan.pausesYoungChannels) return [];
  const all = await listChannels(tx, account.id);
  return all.filter(({ state, created_at }) => state === 'live' && isYoung(created_at, now));
}

/** @returns what was done, and the channels that are told of it as the last thing. */
async function lock(
  deps: Deps,
  tx: Tx,
  account: Account,
  by: LockBy,
  shutOutBy: Suspension,
  now: number,
): Promise<{ readonly locked: Locked; readonly evidence: Evidence }> {
  const plan = decideLock(account, by, now);
  const reason = by === 'link' ? 'alert.lock' : 'account.lock';
  const sparing = plan.spares.map(({ id }) => id);
  const holdsStopped = await stopWhatIsBegun(deps, tx, account, 'lock', sparing, now);
  const ended = await endSessions(tx, { accountId: account.id, sparing }, reason, now);
  for (const key of plan.suspends) await shutOut(tx, account, key, shutOutBy, reason);
  const told = await channelsOf(tx, account, plan, now);
  for (const channel of told) await setChannelState(tx, channel.id, 'paused');
  // Pressed by a stranger it must not take the holder's browser its own limits: behind theirs its password would be shut.
  if (by === 'session') await forgetDevices(tx, account.id);
  // One that stands is not begun anew: what a clock in doubt makes of it is not written.
  if (plan.frozenAt !== account.frozenAt) await setFrozen(tx, account.id, plan.frozenAt);
  await openIncident(tx, account.id, 'lock', now);
  const back = await backIn(tx, account, plan, shutOutBy, now);
  const left = await leftWaiting(tx, account, now);
  const locked = { at: now, ...back, ...left, ended, holdsStopped, channelsPaused: told.length };
  return { locked, evidence: { lastTold: told, particulars: { lock: back } } };
}

/** As it is, or would be, once it is locked: what is new and is suspended by it was no trusted way in. */
async function backIn(tx: Tx, account: Account, plan: Lock, suspension: Suspension, now: number) {
  const { suspends, spares, frozenAt } = plan;
  const credentials = account.credentials.map((key) => (suspends.includes(key) ? { ...key, suspension } : key));
  const locked = { ...account, credentials, frozenAt };
  const { keys, otherwise } = wayBack(locked, null, await wouldLift(tx, locked, now), now);
  return {
    frozen: plan.freezes,
    frozenUntil: plan.freezes ? freezeEndsAt(locked, now) : null,
    keysSuspended: suspends.map(({ nickname }) => nickname),
    keysSpared: spares.map(({ nickname }) => nickname),
    comesBackAt: firstBack(locked, suspends, now),
    liftedBy: keys.map(({ nickname }) => nickname),
    otherwise,
  };
}

function firstBack(locked: Account, suspends: Lock['suspends'], now: number): number | null {
  const times = locked.credentials
    .filter(({ id }) => suspends.some((key) => key.id === id))
    .map((key) => comesBackAt(locked, key, now))
    .filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** When it was locked by the same within a day, and until when that counts; null where it was not. */
async function lockedBefore(
  deps: Deps,
  tx: Tx,
  limit: 'lock.key' | 'lock.link',
  parts: readonly string[],
  now: number,
) {
  const limited = await throttle(deps, tx, limit, parts, now);
  if (limited?.tag !== 'throttled') return null;
  const until = now + limited.retryAfterSeconds * 1000;
  return { tag: 'locked-before', lockedAt: until - LIMITS[limit].seconds * 1000, until } as const;
}

/** By any key of a session, this session included in what ends. Refused where the same key locked within a day. */
export function lockAccountNow(deps: Deps, caller: SignedInCaller): Promise<Decision<Locked>> {
  return operate(deps, caller, 'account.lock', async ({ tx, account, session, provedWith, now }) => {
    const key = session.credential_id ?? provedWith?.id ?? 'factor';
    const before = await lockedBefore(deps, tx, 'lock.key', [account.id, key], now);
    if (before !== null) return refuse({ ...before, by: key === 'factor' ? 'factor' : 'key' });
    const { locked, evidence } = await lock(deps, tx, account, 'session', suspensionBy(provedWith, now), now);
    return done(locked, evidence);
  });
}

/** Pressed in a mail or a notification it is a link: once a day, and it touches no key that was vouched for. */
export async function lockByLink(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<Locked>> {
  const link = readDisownLink(deps.keyRing, input.link, caller.now);
  return writeFor(deps, caller, async (tx): Promise<Decision<Locked>> => {
    if (!link) return refuse(await refuseLink(deps, tx, caller));
    const loaded = await lockAndLoadAccount(tx, link.accountId);
    caller.moveOn();
    const { now } = caller;
    if (!loaded) return refuse({ tag: 'link-refused' });
    const account = await agedAccount(deps, tx, loaded, now);
    const before = await lockedBefore(deps, tx, 'lock.link', [account.id], now);
    if (before !== null) return refuse({ ...before, by: 'link' });
    const { locked, evidence } = await lock(deps, tx, account, 'link', { by: 'link', at: now }, now);
    await record(deps, tx, withoutSession(caller), 'alert.lock', account, { done: true }, evidence);
    return allow(locked);
  });
}

/** What a Lock would do now. It ends nothing. */
export function rehearseLock(deps: Deps, caller: SignedInCaller): Promise<Decision<Locked>> {
  const { now } = caller;
  return consult(deps, caller, async (tx, account) => {
    const plan = decideLock(account, 'session', now);
    const holds = (await listOpenHolds(tx, account.id)).filter(anybodyStops);
    const key = account.credentials.find(({ id }) => id === caller.session.credential_id) ?? null;
    return {
      ...(await backIn(tx, account, plan, suspensionBy(key, now), now)),
      ...(await leftWaiting(tx, account, now)),
      at: now,
      ended: (await liveSessions(deps, tx, account.id, now)).length,
      holdsStopped: holds.length,
      channelsPaused: (await channelsOf(tx, account, plan, now)).length,
    };
  });
}
