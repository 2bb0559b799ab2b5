// WebAuthn challenges without a write: 16 random bytes, an expiry and a MAC over both, their purpose and their subject.
// They are spent once, in the transaction that they lead to. A challenge for another purpose or person does not match.

import { APART_MS_MAX } from '../domain/clock/moved.ts';
import type { CeremonyFault } from '../domain/refusal.ts';
import { constantTimeEqual, type KeyRing } from '../platform/key-ring.ts';
import type { Random } from '../platform/random.ts';
import { readBase64url } from '../platform/read-base64url.ts';
import { spendProof } from '../storage/spent.ts';
import type { Tx } from '../storage/store.ts';

/** WebAuthn L3 §13.4.3 asks for 16 bytes; product.md for at most five minutes. */
export const CHALLENGE_MS = 5 * 60 * 1000;

const NONCE = 16;
const HEAD = 1 + NONCE + 6;
const MAC = 16;

/** What the challenge is for (an operation) and whom it was given to (a session, a flow; empty for anybody). */
export interface ChallengeScope {
  readonly purpose: string;
  readonly subject: string;
  /** 32 bytes that the challenge ends in, for an action that is confirmed exactly (app/confirmed-action.ts). */
  readonly commitment?: Uint8Array;
}

const NONE = new Uint8Array(0);

function macOf(keyRing: KeyRing, scope: ChallengeScope, head: Uint8Array, version: string): Uint8Array | null {
  const words = Buffer.from(`${scope.purpose}\n${scope.subject}\n`, 'utf8');
  const scoped = Buffer.concat([head, words, scope.commitment ?? NONE]);
  return keyRing.mac('challenge', scoped, version)?.subarray(0, MAC) ?? null;
}

/** base64url, 39 bytes, and 32 more where it commits to an action. */
export function makeChallenge(deps: { keyRing: KeyRing; random: Random }, scope: ChallengeScope, now: number): string {
  const head = Buffer.alloc(HEAD);
  head[0] = deps.keyRing.version.charCodeAt(0);
  head.set(deps.random.bytes(NONCE), 1);
  head.writeUIntBE(now + CHALLENGE_MS, 1 + NONCE, 6);
  const mac = macOf(deps.keyRing, scope, head, deps.keyRing.version);
  if (!mac) throw new Error('the current key version always signs');
  return Buffer.concat([head, mac, scope.commitment ?? NONE]).toString('base64url');
}

export type ReadChallenge =
  | { readonly ok: true; readonly spentId: string; readonly expiresAt: number }
  | { readonly ok: false; readonly fault: CeremonyFault };

/** Checks a challenge that came back; the caller then spends `spentId`. */
export function readChallenge(keyRing: KeyRing, scope: ChallengeScope, challenge: string, now: number): ReadChallenge {
  // In its one spelling: what is asked, signed and spent is the same text each time (WebAuthn L3 §7.2 step 12).
  const bytes = readBase64url(challenge);
  const end = Buffer.from(scope.commitment ?? NONE);
  if (bytes?.length !== HEAD + MAC + end.length || !constantTimeEqual(bytes.subarray(HEAD + MAC), end)) {
    return { ok: false, fault: 'challenge-unknown' };
  }
  const head = bytes.subarray(0, HEAD);
  const mac = macOf(keyRing, scope, head, String.fromCharCode(head[0] ?? 0));
  if (!mac || !constantTimeEqual(mac, bytes.subarray(HEAD, HEAD + MAC)))
    return { ok: false, fault: 'challenge-unknown' };
  const expiresAt = head.readUIntBE(1 + NONCE, 6);
  if (now >= expiresAt) return { ok: false, fault: 'challenge-expired' };
  // Made by a clock that was ahead: it may have been spent, and swept since.
  if (expiresAt - now > CHALLENGE_MS + APART_MS_MAX) return { ok: false, fault: 'challenge-unknown' };
  // Its expiry first, so that what is spent together stands together: a random place for each would cost a page for each.
  const spentId = `${expiresAt.toString(36)}.${head.toString('base64url', 1, 1 + NONCE)}`;
  return { ok: true, spentId, expiresAt };
}

/**
 * @returns false when it was spent before, or may have been: it is from before a restore, or ran out since it was checked,
 * and what was spent is forgotten then.
 */
export const spendChallenge = async (
  tx: Tx,
  { spentId, expiresAt }: { readonly spentId: string; readonly expiresAt: number },
  now: number,
): Promise<boolean> => now < expiresAt && spendProof(tx, spentId, expiresAt, expiresAt - CHALLENGE_MS);

/** A check that verifiers can call, and that remembers what it found. */
export function challengeCheck(keyRing: KeyRing, scope: ChallengeScope, now: number) {
  let read: ReadChallenge = { ok: false, fault: 'challenge-unknown' };
  return {
    matches: (challenge: string): boolean => {
      read = readChallenge(keyRing, scope, challenge, now);
      return read.ok;
    },
    read: (): ReadChallenge => read,
  };
}
