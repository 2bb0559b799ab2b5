// enrolment.commit: the tap that turns Advanced Account Security on. All of it happens in one transaction, or nothing.

import type { Account } from '../../domain/account/account.ts';
import { channelsNotKept } from '../../domain/alert/kept-channels.ts';
import { isBehind } from '../../domain/clock/behind.ts';
import { judgeMake } from '../../domain/credential/judge-make.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { type Commit, confirmingKeys, decideCommit } from '../../domain/enrolment/enrolment.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import type { ChannelId } from '../../domain/id.ts';
import { constantTimeEqual } from '../../platform/key-ring.ts';
import { loadAccount, type Settling, setProtected } from '../../storage/account.ts';
import { listChannels, setChannelState, type ToldChannel } from '../../storage/alert-channel.ts';
import { trustCredentials } from '../../storage/credential.ts';
import { findEnrolment, finishEnrolment } from '../../storage/enrolment.ts';
import {
  deleteFormerFactors,
  listFormerFactors,
  sealFormerFactors,
  setBackupCodesAside,
  setPasswordAside,
  setTotpAside,
} from '../../storage/former-factor.ts';
import { activateRecoveryKeys } from '../../storage/recovery-key.ts';
import { endSessions, rebindSession, rotateSession, tightenSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import { beginExclusion } from '../../storage/training-exclusion.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import { doubtedSince } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { stopAndTell } from '../hold/stop-and-tell.ts';
import { consult, done, operate } from '../operate.ts';
import type { Evidence } from '../record.ts';
import { mailboxesThatTakeBack } from '../take-back/mailboxes.ts';
import { mintToken } from '../token.ts';
import { useKey } from '../use-key.ts';
import { FORMER_PURPOSE } from './open-former.ts';
import { commitmentOf } from './what-is-committed.ts';

const scopeOf = (caller: SignedInCaller, commitment: Uint8Array) => ({
  purpose: 'enrolment.commit',
  subject: caller.session.id,
  commitment,
});

export function commitOptions(deps: Deps, caller: SignedInCaller): Promise<Decision<RequestOptions>> {
  return consult(deps, caller, async (tx, account) => {
    const may = account.tier === 'standard' ? confirmingKeys(account, 'advanced', caller.now) : [];
    // Where none may, whichever is touched is told from when on it can.
    const keys = may.length > 0 ? may : account.credentials;
    const commitment = await commitmentOf(tx, account, caller.session.id, caller.now);
    return askForAssertion(deps, scopeOf(caller, commitment), keys, caller.now);
  });
}

export interface Committed {
  readonly sessionsEnded: number;
  /** Changes that waited, begun under the weaker tier. */
  readonly holdsStopped: number;
  /** Channels of alerts that were not kept. */
  readonly channelsPaused: number;
  /** Until when it can be taken back; null where nothing else could take it back. */
  readonly settlesAt: number | null;
  readonly sessionToken: string;
  readonly endsAt: number;
}

export interface CommitAsked {
  readonly floor: 'advanced' | 'hardware';
  readonly response: AssertionResponse;
  /** The channels that go on; without it, those that are fourteen days old. */
  readonly keepChannels?: readonly ChannelId[] | undefined;
}

/**
 * Refused by a clock that is behind (`clock-doubted`), while something is missing (`requirements-unmet`), where the hardware floor would shut out a trusted key
 * (`floor-shuts-out`), by a new key beside a trusted one or after a taking back (`key-not-trusted`), and where keys, recovery keys or
 * the wait are others than when the touch was asked for (`ceremony-failed`).
 */
export async function commitEnrolment(
  deps: Deps,
  caller: SignedInCaller,
  input: CommitAsked,
): Promise<Decision<Committed>> {
  const read = (tx: Tx, account: Account) => commitmentOf(tx, account, caller.session.id, caller.now);
  const confirmed = await consult(deps, caller, read);
  if (!confirmed.allowed) return confirmed;
  const scope = scopeOf(caller, confirmed.facts);
  const outcome = await checkAssertion(deps, scope, input.response, caller.session.account_id, caller.now);
  return operate<Committed>(deps, caller, 'enrolment.commit', async (work) => {
    const { tx, account, session, now } = work;
    if (account.tier !== 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    // Who could take it back is judged by what was there before.
    const stored = await loadAccount(tx, account.id);
    if (!stored || isBehind(stored, now)) return refuse({ tag: 'clock-doubted' });
    if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    // It may have changed since the touch was checked.
    const stillSo = constantTimeEqual(await read(tx, account), confirmed.facts);
    if (!stillSo) return refuse({ tag: 'ceremony-failed', why: 'challenge-unknown' });
    const fault = await useKey(deps, tx, caller, account, outcome);
    if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
    const tapped = account.credentials.find((credential) => credential.id === outcome.key.id);
    if (!tapped) return refuse({ tag: 'ceremony-failed', why: 'unknown-credential' });
    if (judgeMake(tapped) !== 'good') return refuse({ tag: 'ceremony-failed', why: 'make-reported' });
    const enrolment = await findEnrolment(tx, { accountId: account.id, sessionId: session.id }, now);
    const formers = await listFormerFactors(tx, account.id);
    const decision = decideCommit(account, enrolment, input.floor, tapped, formers, now);
    if (!decision.allowed) return decision;
    if (!(await finishEnrolment(tx, account.id))) return refuse({ tag: 'flow-gone' });
    // By a clock in doubt nothing is final: who could take it back depends on what is how old.
    const agedUntil = await doubtedSince(deps, tx);
    const settlesAt = decision.facts.settlesAt ?? (agedUntil === null ? null : now + SETTLING_MS);
    const settles = settlesAt === null ? null : { until: settlesAt, by: tapped.id, agedUntil };
    await protect(deps, tx, account, input.floor, settles, decision.facts, now);
    // Whatever waits was begun under the weaker tier, perhaps by somebody with a password.
    const holdsStopped = await stopAndTell(deps, tx, caller, account, () => true);
    const paused = await pauseChannels(tx, account, input.keepChannels ?? null, now);
    const scope = { accountId: account.id, except: session.id };
    const sessionsEnded = await endSessions(tx, scope, 'enrolment.commit', now);
    // However it was opened, from here on the session descends from the key that was touched.
    await rebindSession(tx, session.id, tapped.id);
    const { token, hash } = mintToken(deps, 'hfs');
    const change = { tokenHash: hash, freshAt: now, freshCredentialId: tapped.id };
    if (!(await rotateSession(tx, session.id, change))) throw new Error('the session was checked in this transaction');
    const limits = deps.policy.sessions[input.floor];
    await tightenSessions(tx, account.id, limits.idleSeconds * 1000, limits.absoluteSeconds * 1000);
    const endsAt = Math.min(session.ends_at, session.created_at + limits.absoluteSeconds * 1000);
    const evidence: Evidence = {
      subject: input.floor,
      credentialId: tapped.id,
      usedKey: tapped,
      effectiveAt: settlesAt ?? undefined,
      alsoTell: settlesAt === null ? [] : await otherMailboxes(tx, account.id),
      lastTold: paused,
    };
    const counts = { sessionsEnded, holdsStopped, channelsPaused: paused.length };
    return done({ ...counts, settlesAt, sessionToken: token, endsAt }, evidence);
  });
}

/** The account changes over. While it settles, what opened it before is sealed, and opens nothing but the way back. */
async function protect(
  deps: Deps,
  tx: Tx,
  account: Account,
  floor: CommitAsked['floor'],
  settles: Settling | null,
  { waitHours, trusted }: Commit,
  now: number,
): Promise<void> {
  if (settles === null) {
    await deleteFormerFactors(tx, account.id);
  } else {
    await setPasswordAside(tx, account.id, now);
    await setTotpAside(tx, account.id, now);
    await setBackupCodesAside(tx, account.id, now);
    await sealFormerFactors(tx, account.id, (text) => deps.keyRing.seal(FORMER_PURPOSE, text));
  }
  await setProtected(tx, account.id, floor, waitHours, now, settles);
  await activateRecoveryKeys(tx, account.id);
  await trustCredentials(tx, account.id, trusted, now);
  await beginExclusion(tx, account.id, 'protection', now);
}

/** Those that their holder does not keep are told of it as the last thing. */
async function pauseChannels(
  tx: Tx,
  account: Account,
  kept: readonly ChannelId[] | null,
  now: number,
): Promise<readonly ToldChannel[]> {
  const live = (await listChannels(tx, account.id)).filter(({ state }) => state === 'live');
  const paused = channelsNotKept(
    live.map((row) => ({ ...row, createdAt: row.created_at })),
    kept,
    now,
  );
  for (const { id } of paused) await setChannelState(tx, id, 'paused');
  return paused;
}

/** The mailboxes that can take it back, where they are no longer the account's. */
async function otherMailboxes(tx: Tx, id: Account['id']): Promise<string[]> {
  const account = await loadAccount(tx, id);
  if (!account || account.tier === 'standard') throw new Error('it was protected in this transaction');
  return (await mailboxesThatTakeBack(tx, account)).filter(({ leftAt }) => leftAt !== null).map(({ email }) => email);
}
