// take-back.key-options and enrolment.take-back: with the mailbox of the day before and a factor of before, protection that
// settles is taken back. Younger keys, the recovery keys and all sessions end; what opened the account before lives again.

import type { Account, ProtectedAccount } from '../../domain/account/account.ts';
import { emailKey } from '../../domain/account/email-address.ts';
import { isYoung } from '../../domain/alert/young.ts';
import type { Suspension } from '../../domain/credential/credential.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { FormerFactor, FormerKind } from '../../domain/enrolment/former-factor.ts';
import { hadStood } from '../../domain/enrolment/old-factor.ts';
import { decideTakeBack, type TakenBack } from '../../domain/enrolment/take-back.ts';
import { turningOnOf } from '../../domain/enrolment/turned-on.ts';
import type { CredentialId } from '../../domain/id.ts';
import { setEmail, setEmailContested, setTakenBack } from '../../storage/account.ts';
import { listChannels, setChannelState, type ToldChannel } from '../../storage/alert-channel.ts';
import {
  bringBackCredential,
  deleteCredential,
  distrustCredential,
  suspendCredential,
} from '../../storage/credential.ts';
import { forgetDevices } from '../../storage/device.ts';
import { takeTry } from '../../storage/flow.ts';
import { forgetFormerFactors, listFormerFactors, type StoredFactor, unpackKey } from '../../storage/former-factor.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { endSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import { endExclusion } from '../../storage/training-exclusion.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import { assertionOptions } from '../../webauthn/assertion-options.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { CHALLENGE_MS, makeChallenge } from '../challenge.ts';
import { lastBelieved } from '../clock/believed.ts';
import { endAllContacts } from '../contact/end-all.ts';
import type { Deps } from '../deps.ts';
import { offerContest } from '../email/offer-contest.ts';
import { openFormer } from '../enrolment/open-former.ts';
import { restoreFormer } from '../enrolment/restore-former.ts';
import { record } from '../record.ts';
import { endStaged } from '../staged/end-staged.ts';
import { writeFor } from '../write-for.ts';
import { countCode } from './count-code.ts';
import { checkOldKey, type FactorShown, type KeyProof, type Proved, proveCode, proveKey } from './prove-factor.ts';
import { findOpenTakeBack, type OpenTakeBack, oldKeysOf } from './with-take-back.ts';

const GONE = refuse({ tag: 'flow-gone' });
const scopeOf = ({ flow }: OpenTakeBack) => ({ purpose: 'enrolment.take-back', subject: flow.row.flow_key });

/** A challenge for every key that the account had, those that were removed since among them. */
export function takeBackOptions(deps: Deps, caller: Caller): Promise<Decision<RequestOptions>> {
  return deps.store.read(async (tx) => {
    const open = await findOpenTakeBack(deps, tx, caller, 'read');
    if (!open) return GONE;
    const removed = open.formers.flatMap((factor) => {
      const counts = open.ways.some((way) => way.is === 'former' && way.factor === factor && factor.kind === 'key');
      const verifier = counts ? openFormer(deps.keyRing, factor) : null;
      return verifier === null ? [] : [{ id: unpackKey(verifier).external_id, transports: [] }];
    });
    const held = oldKeysOf(open).map(({ externalId, transports }) => ({ id: externalId, transports }));
    return allow(
      assertionOptions({
        challenge: makeChallenge(deps, scopeOf(open), caller.now),
        rp: deps.rp,
        timeoutMs: CHALLENGE_MS,
        allow: [...held, ...removed],
      }),
    );
  });
}

const isSecondFactor = (kind: FormerKind) => kind === 'totp' || kind === 'backup-codes';

export interface TookBack {
  readonly sessionsEnded: number;
  readonly keysEnded: number;
  /** Those that were trusted before, and younger than what was shown. */
  readonly keysSuspended: number;
  /** What signs in again. */
  readonly opens: ('key' | 'password')[];
}

/** Refused for a factor that the account did not have in the fourteen days before (`code-refused`, `ceremony-failed`). */
export async function takeBack(deps: Deps, caller: Caller, input: FactorShown): Promise<Decision<TookBack>> {
  const seen = await deps.store.read((tx) => findOpenTakeBack(deps, tx, caller, 'read'));
  if (!seen) return GONE;
  const proof = input.with === 'key' ? await checkOldKey(deps, seen, scopeOf(seen), input.response, caller.now) : null;
  return writeFor(deps, caller, async (tx): Promise<Decision<TookBack>> => {
    const open = await findOpenTakeBack(deps, tx, caller, 'lock');
    if (!open) return GONE;
    const judged = await judge(deps, tx, caller, open, input, proof);
    if (judged.allowed) return judged;
    const { refusal } = judged;
    if (refusal.tag !== 'flow-gone' && refusal.tag !== 'throttled') {
      const asker = withoutSession(caller);
      await record(deps, tx, asker, 'enrolment.take-back', open.account, { done: false, refusal });
    }
    return judged;
  });
}

async function judge(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  open: OpenTakeBack,
  input: FactorShown,
  proof: KeyProof,
): Promise<Decision<TookBack>> {
  const { account } = open;
  if (!(await takeTry(tx, open.flow.row.flow_key))) return GONE;
  const limited = input.with === 'totp' ? await countCode(deps, tx, caller, account.id) : null;
  if (limited) return refuse(limited);
  const factor =
    input.with === 'key' ? await proveKey(deps, tx, caller, open, proof) : proveCode(deps, open, input, caller.now);
  if (!factor.allowed) return factor;
  const now = await lastBelieved(deps, tx, caller.now);
  const decision = decideTakeBack(account, open.mailbox, factor.facts.shown, open.formers, now);
  if (!decision.allowed) return decision;
  return allow(await undo(deps, tx, caller, open, factor.facts, decision.facts));
}

/** One transaction with the proof: the account is as it was, and nothing that came with the enrolment is left. */
async function undo(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  { account, mailbox: { email }, formers }: OpenTakeBack,
  factor: Proved,
  taken: TakenBack,
): Promise<TookBack> {
  const { now } = caller;
  await setTakenBack(tx, account.id, now);
  await endExclusion(tx, account.id, 'protection', now);
  for (const hold of await listOpenHolds(tx, account.id)) await endHold(tx, account.id, hold.id, 'vetoed', now);
  await endAllContacts(deps, tx, account, now);
  const sessionsEnded = await endSessions(tx, { accountId: account.id }, 'enrolment.take-back', now);
  for (const id of taken.endsKeys) await deleteCredential(tx, account.id, id, now);
  for (const { id, trustedAt } of taken.distrusts) await distrustCredential(tx, account.id, id, trustedAt);
  const by = factor.shown.is === 'key' ? factor.shown.key.id : factor.shown.factor.ref;
  const suspension: Suspension =
    factor.shown.is === 'key' || factor.shown.factor.kind === 'key'
      ? { by: 'key', credentialId: by as CredentialId, at: now }
      : { by: 'factor', at: now };
  for (const id of taken.suspends) await suspendCredential(tx, account.id, id, suspension);
  if (taken.bringsBack) await bringBackCredential(tx, account.id, taken.bringsBack, now);
  const lives = await restore(deps, tx, account, formers, taken, factor);
  await forgetDevices(tx, account.id);
  await endStaged(deps, tx, account, { cause: 'taking-back', session: null, now });
  const alsoTell = await moveBack(deps, tx, account, email, now);
  const paused = await pauseYoung(tx, account, now);
  const asker = withoutSession(caller);
  const subject = factor.shown.is === 'key' ? 'key' : factor.shown.factor.kind;
  const evidence = { subject, lastTold: paused, alsoTell };
  await record(deps, tx, asker, 'enrolment.take-back', { ...account, email }, { done: true }, evidence);
  const shut = account.credentials.filter(({ id, suspension: was }) => was !== null && id !== taken.bringsBack).length;
  const left = account.credentials.length - taken.endsKeys.length - taken.suspends.length - shut;
  return {
    sessionsEnded,
    keysEnded: taken.endsKeys.length,
    keysSuspended: taken.suspends.length,
    opens: [
      ...(left > 0 || lives.includes('key') ? (['key'] as const) : []),
      ...(lives.includes('password') && lives.some(isSecondFactor) ? (['password'] as const) : []),
    ],
  };
}

/**
 * What the holder, or somebody else, had replaced before the enrolment lifts a freeze as long as it would have: to turn
 * protection on and take it back makes nobody forget it. What had not stood, and so does not live again, takes back the next
 * one as well: somebody who has nothing else must not be left without, as soon as a thief turns protection on once more.
 */
async function restore(
  deps: Deps,
  tx: Tx,
  account: ProtectedAccount,
  formers: readonly StoredFactor[],
  { restores }: TakenBack,
  factor: Proved,
): Promise<FormerKind[]> {
  const { id, protectedSince } = account;
  const turnedOn = turningOnOf(account);
  const lives = await restoreFormer(deps, tx, id, formers, restores, factor);
  const isOne = (one: StoredFactor, other: FormerFactor) =>
    one.kind === other.kind && one.ref === other.ref && one.untilAt === other.untilAt;
  const isOver = (one: StoredFactor) =>
    (one.untilAt >= protectedSince && hadStood(one, turnedOn)) || restores.some((other) => isOne(one, other));
  await forgetFormerFactors(tx, id, (await listFormerFactors(tx, id)).filter(isOver));
  return lives;
}

/**
 * The account has the mailbox again that was proved. The one that it leaves may be the holder's own: it is told, and can
 * contest the change. @returns who else is told
 */
async function moveBack(deps: Deps, tx: Tx, account: Account, email: string, now: number): Promise<string[]> {
  if (emailKey(email) === emailKey(account.email)) return [];
  // Another account may have that address by now: then neither gets a recovery link, for the one that stays may be a thief's.
  if (await setEmail(tx, account.id, email, now)) offerContest(deps, tx, account, [], now);
  else await setEmailContested(tx, account.id, now);
  return [account.email];
}

/** Whoever turned protection on may have added them. */
async function pauseYoung(tx: Tx, account: Account, now: number): Promise<readonly ToldChannel[]> {
  const young = (await listChannels(tx, account.id)).filter(
    (row) => row.state === 'live' && isYoung(row.created_at, now),
  );
  for (const { id } of young) await setChannelState(tx, id, 'paused');
  return young;
}
