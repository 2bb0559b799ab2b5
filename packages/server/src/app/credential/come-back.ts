// credential.come-back: a suspended key comes back by itself, at sign-in, with a recovery key, with another suspended key, behind
// a recovery link, or after a week where a link alone had suspended it (product.md §3). Nothing is said of it before it has signed.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { confirmedAfter, decideReturn, type Return, type ReturnProof } from '../../domain/credential/decide-return.ts';
import { isSuspended } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { CeremonyFault } from '../../domain/refusal.ts';
import { loadAccount, lockAndLoadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { type Asserted, type AssertionOutcome, askForAssertion, checkAssertion } from '../ceremony.ts';
import { agedAccount } from '../clock/aged-account.ts';
import type { Deps } from '../deps.ts';
import { ripenHolds } from '../hold/ripen.ts';
import { record } from '../record.ts';
import { matchTypedRecoveryKey } from '../recovery-key/match-typed.ts';
import { endOpenLink, findOpenLink } from '../recovery-link/with-link.ts';
import { finishSignIn, type SignedIn } from '../sign-in/finish.ts';
import { endStaged } from '../staged/end-staged.ts';
import { throttle } from '../throttle.ts';
import { countUse, useKey } from '../use-key.ts';
import { writeFor } from '../write-for.ts';
import { giveBack } from './give-back.ts';

/** A challenge of its own: what was signed for a sign-in brings no key back. */
const SCOPE = { purpose: 'credential.come-back', subject: '' } as const;
const OPERATION = 'credential.come-back';

/** For any key, once for each that is shown. Nothing is written, and nothing is said about any account. */
export const comeBackOptions = (deps: Deps, caller: Caller): RequestOptions =>
  askForAssertion(deps, SCOPE, [], caller.now);

export type ComeBackAsked = { readonly response: AssertionResponse } & (
  | { readonly with: 'recovery-key'; readonly recoveryKey: string }
  | { readonly with: 'key'; readonly other: AssertionResponse }
  | { readonly with: 'link' | 'nothing' }
);

/** Opens a session. Whoever fails is refused as in a sign-in, until the key's own signature has held. */
export async function comeBack(deps: Deps, caller: Caller, asked: ComeBackAsked): Promise<Decision<SignedIn>> {
  const outcome = await checkAssertion(deps, SCOPE, asked.response, null, caller.now);
  const other = asked.with === 'key' ? await checkAssertion(deps, SCOPE, asked.other, null, caller.now) : null;
  return writeFor(deps, caller, async (tx): Promise<Decision<SignedIn>> => {
    if (!outcome.ok) return refuseStranger(deps, tx, caller, outcome);
    const account = await lockAndRipen(deps, tx, caller, outcome);
    const fault = account ? await useKey(deps, tx, caller, account, outcome) : 'unknown-credential';
    if (!account || fault) {
      return refuseStranger(deps, tx, caller, { ok: false, fault: fault ?? 'unknown-credential', key: outcome.key });
    }
    const decision = await bringIn(deps, tx, caller, account, { asked, outcome, other });
    if (decision.allowed) await countUses(deps, tx, caller, account, [outcome, other]);
    else {
      const evidence = { credentialId: outcome.key.id, usedKey: outcome.key };
      await record(
        deps,
        tx,
        withoutSession(caller),
        OPERATION,
        account,
        { done: false, refusal: decision.refusal },
        evidence,
      );
    }
    return decision;
  });
}

/** What was touched is suspended no more, so that touch was a use of it. */
async function countUses(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Account,
  touched: readonly (AssertionOutcome | null)[],
): Promise<void> {
  for (const one of touched) if (one?.ok) await countUse(deps, tx, caller, account, one);
}

/** What is due happens first: the key may have gone. */
async function lockAndRipen(deps: Deps, tx: Tx, caller: Caller, { key }: Asserted): Promise<Account | null> {
  if (!(await lockAndLoadAccount(tx, key.account_id))) return null;
  caller.moveOn();
  await ripenHolds(deps, tx, key.account_id, caller.now);
  return loadAccount(tx, key.account_id);
}

interface Shown {
  readonly asked: ComeBackAsked;
  readonly outcome: Asserted;
  /** What the other key answered, where one was asked for. */
  readonly other: AssertionOutcome | null;
}

async function bringIn(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  held: Account,
  { asked, outcome, other }: Shown,
): Promise<Decision<SignedIn>> {
  const account = await agedAccount(deps, tx, held, caller.now);
  const key = account.credentials.find(({ id }) => id === outcome.key.id);
  if (!key || !isSuspended(key)) return refuse({ tag: 'not-found' });
  const proof = await proofOf(deps, tx, caller, account, asked, other);
  if (!proof.allowed) return proof;
  const decision = decideReturn(account, key, proof.facts, caller.now);
  if (!decision.allowed) return decision;
  // What two proofs end, a mailbox beside the key itself does not bring back.
  if (asked.with === 'link' && (await isEndedByTwo(tx, account, key))) {
    return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null });
  }
  // What a recovery link is good for, it is good for once.
  if (asked.with === 'link' && !(await endOpenLink(deps, tx, caller))) return refuse({ tag: 'flow-gone' });
  return openWith(deps, tx, caller, account, { key, back: decision.facts, shown: proof.facts });
}

const isEndedByTwo = async (tx: Tx, account: Account, { id }: Credential): Promise<boolean> =>
  (await listOpenHolds(tx, account.id)).some(
    (hold) => hold.kind === 'credential.remove' && hold.credentialId === id && hold.proofs === 2,
  );

/** A recovery key is compared, and its failures are counted, for the account whose key has just signed. */
async function proofOf(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Account,
  asked: ComeBackAsked,
  other: AssertionOutcome | null,
): Promise<Decision<ReturnProof>> {
  if (asked.with === 'nothing') return allow({ with: 'nothing' });
  if (asked.with === 'link') {
    const open = await findOpenLink(deps, tx, caller, 'read');
    return open?.account.id === account.id ? allow({ with: 'link' }) : refuse({ tag: 'flow-gone' });
  }
  if (asked.with === 'recovery-key') {
    const typed = { recoveryKey: asked.recoveryKey, limit: 'come-back.account', now: caller.now } as const;
    const match = await matchTypedRecoveryKey(deps, tx, account.id, typed);
    return match.allowed ? allow({ with: 'recovery-key' }) : match;
  }
  const failed = (why: CeremonyFault) => refuse({ tag: 'ceremony-failed', why });
  if (!other?.ok) return failed(other?.fault ?? 'malformed');
  const second = account.credentials.find(({ id }) => id === other.key.id);
  if (!second) return failed('foreign-credential');
  const fault = await useKey(deps, tx, caller, account, other);
  return fault ? failed(fault) : allow({ with: 'key', other: second });
}

interface Returning {
  readonly key: Credential;
  readonly back: Return;
  readonly shown: ReturnProof;
}

/** From here on it is a sign-in: a trusted key lifts a freeze, and stops a recovery. */
async function openWith(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Account,
  { key, back, shown }: Returning,
): Promise<Decision<SignedIn>> {
  const trustedAt = back.becomeTrusted ? Math.min(key.trustedAt, caller.now) : key.trustedAt;
  const until = confirmedAfter(key, shown.with, caller.now);
  await giveBack(deps, tx, withoutSession(caller), account, back, { ...key, suspension: null, trustedAt }, until);
  await endStaged(deps, tx, account, { cause: 'credential-change', session: null, now: caller.now });
  const now = await loadAccount(tx, account.id);
  const credential = now?.credentials.find(({ id }) => id === key.id);
  if (!now || !credential) throw new Error('a key that came back is there');
  const opened = await finishSignIn(
    deps,
    tx,
    caller,
    OPERATION,
    now,
    { kind: 'key', credential, cameBack: true },
    { subject: shown.with },
  );
  if (!opened.allowed) throw new Error(`a key that came back opens the account: ${opened.refusal.tag}`);
  return opened;
}

/** As a failed sign-in: nothing tells a stranger whether there is such a key. */
async function refuseStranger(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  { key, fault }: Extract<AssertionOutcome, { ok: false }>,
): Promise<Decision<SignedIn>> {
  const limited = await throttle(deps, tx, 'key.network', [caller.network], caller.now);
  if (limited) return refuse(limited);
  const refusal = { tag: 'sign-in-failed', why: fault } as const;
  const account = key ? await loadAccount(tx, key.account_id) : null;
  const evidence = { credentialId: key?.id, usedKey: key };
  await record(deps, tx, withoutSession(caller), OPERATION, account, { done: false, refusal }, evidence);
  return refuse(refusal);
}
