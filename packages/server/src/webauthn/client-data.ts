// The client's half of a ceremony: what the browser says it was asked, by whom and where (WebAuthn L3 §5.8.1).

import type { CeremonyFault } from '../domain/refusal.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';

export interface ClientDataExpected {
  readonly type: 'webauthn.create' | 'webauthn.get';
  /** Is this challenge one of ours, for this purpose, still good? */
  readonly challenge: (challenge: string) => boolean;
  readonly rp: RelyingParty;
  readonly policy: CeremonyPolicy;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Null when everything that the browser says is as expected (§7.1 steps 5–11, §7.2 steps 8–14). */
export function judgeClientData(bytes: Uint8Array, expected: ClientDataExpected): CeremonyFault | null {
  let data: unknown;
  try {
    // UTF-8 decode as the specification has it: a byte order mark is dropped. Malformed bytes are refused, not repaired.
    data = JSON.parse(decoder.decode(bytes));
  } catch {
    return 'malformed';
  }
  if (typeof data !== 'object' || data === null) return 'malformed';
  const { type, challenge, origin, crossOrigin = false, topOrigin } = data as Record<string, unknown>;
  if (type !== expected.type) return 'type';
  if (typeof challenge !== 'string' || !expected.challenge(challenge)) return 'challenge-unknown';
  if (typeof origin !== 'string' || !expected.rp.origins.includes(origin)) return 'origin';
  if (typeof crossOrigin !== 'boolean') return 'malformed';
  if (crossOrigin && !expected.policy.allowCrossOrigin) return 'top-origin';
  if (topOrigin === undefined) return null;
  // A browser names the top origin only where it differs (§5.8.1), so the two go together.
  const known = typeof topOrigin === 'string' && expected.policy.topOrigins.includes(topOrigin);
  return crossOrigin && known ? null : 'top-origin';
}
