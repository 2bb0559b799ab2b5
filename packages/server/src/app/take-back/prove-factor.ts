// Which factor of before was shown: a code of an app that the account had, one of its backup codes, or a key, registered
// still or removed since.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { OldFactor } from '../../domain/enrolment/old-factor.ts';
import { verifyTotp } from '../../platform/totp.ts';
import { type StoredFactor, unpackKey } from '../../storage/former-factor.ts';
import type { Tx } from '../../storage/store.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import { backupCodeHashes } from '../backup-code/hash.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { type AssertionOutcome, checkAssertion, type ToSpend, verifyBy } from '../ceremony.ts';
import { type ChallengeScope, spendChallenge } from '../challenge.ts';
import type { Deps } from '../deps.ts';
import { openFormer } from '../enrolment/open-former.ts';
import { hashesOf } from '../enrolment/restore-former.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';
import { useKey } from '../use-key.ts';
import { type OpenTakeBack, oldKeysOf } from './with-take-back.ts';

export type FactorShown =
  | { readonly with: 'totp' | 'backup-code'; readonly code: string }
  | { readonly with: 'key'; readonly response: AssertionResponse };

export interface Proved {
  readonly shown: OldFactor;
  /** What it is stored as, where it was set aside. */
  readonly stored: StoredFactor | null;
  /** The time step of a code, which is used up. */
  readonly totpStep: number;
  /** The hash of a backup code, which is used up. */
  readonly codeHash: string | null;
}

const REFUSED = refuse({ tag: 'code-refused' });

/** A code is compared with every app, or every code, that the account had: the one that fits is the factor. */
export function proveCode(
  deps: Pick<Deps, 'keyRing'>,
  { formers }: OpenTakeBack,
  { with: kind, code }: Extract<FactorShown, { readonly code: string }>,
  now: number,
): Decision<Proved> {
  for (const stored of formers) {
    const verifier = openFormer(deps.keyRing, stored);
    if (verifier === null) continue;
    if (kind === 'totp' && stored.kind === 'totp') {
      const secret = deps.keyRing.open(TOTP_PURPOSE, verifier)?.toString('utf8');
      const step = secret ? verifyTotp(secret, code, now) : null;
      if (step !== null) return allow(proved({ ...stored, kind: 'totp' }, stored, step));
    }
    if (kind === 'backup-code' && stored.kind === 'backup-codes') {
      const codeHash = backupCodeHashes(deps.keyRing, code).find((hash) => hashesOf(verifier).includes(hash));
      if (codeHash) return allow(proved({ ...stored, kind: 'backup-codes' }, stored, 0, codeHash));
    }
  }
  return REFUSED;
}

type OldFormer = Extract<OldFactor, { readonly is: 'former' }>['factor'];
const proved = (factor: OldFormer, stored: StoredFactor, totpStep = 0, codeHash: string | null = null): Proved => ({
  shown: { is: 'former', factor },
  stored,
  totpStep,
  codeHash,
});

/** What a key's answer proved, before the transaction that acts on it. */
export type KeyProof =
  | { readonly of: 'registered'; readonly outcome: AssertionOutcome }
  | { readonly of: 'removed'; readonly stored: StoredFactor; readonly toSpend: ToSpend }
  | null;

export async function checkOldKey(
  deps: Deps,
  open: OpenTakeBack,
  scope: ChallengeScope,
  response: AssertionResponse,
  now: number,
): Promise<KeyProof> {
  if (oldKeysOf(open).some(({ externalId }) => externalId === response.id)) {
    return { of: 'registered', outcome: await checkAssertion(deps, scope, response, open.account.id, now) };
  }
  for (const stored of open.formers) {
    const verifier = stored.kind === 'key' ? openFormer(deps.keyRing, stored) : null;
    const row = verifier === null ? null : unpackKey(verifier);
    if (row?.external_id !== response.id) continue;
    const { verified, read } = verifyBy(deps, scope, response, row, now);
    return verified.ok && read.ok ? { of: 'removed', stored, toSpend: read } : null;
  }
  return null;
}

/** In the transaction that acts on it: the challenge is spent, once. */
export async function proveKey(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  open: OpenTakeBack,
  proof: KeyProof,
): Promise<Decision<Proved>> {
  if (proof?.of === 'removed') {
    if (!(await spendChallenge(tx, proof.toSpend, caller.now)))
      return refuse({ tag: 'ceremony-failed', why: 'challenge-spent' });
    return allow(proved({ ...proof.stored, kind: 'key' }, proof.stored));
  }
  if (!proof) return refuse({ tag: 'ceremony-failed', why: 'unknown-credential' });
  const { outcome } = proof;
  if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
  const fault = await useKey(deps, tx, withoutSession(caller), open.account, outcome);
  if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
  const key = open.account.credentials.find(({ id }) => id === outcome.key.id);
  if (!key) return refuse({ tag: 'ceremony-failed', why: 'unknown-credential' });
  return allow({ shown: { is: 'key', key }, stored: null, totpStep: 0, codeHash: null });
}
