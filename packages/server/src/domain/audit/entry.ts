// The bytes that are sealed for an event: what happened, and a commitment to the personal particulars (RFC 6962 leaf input).

import type { Sha256 } from './tree.ts';

export interface SealedFacts {
  readonly id: string;
  readonly at: number;
  readonly operation: string;
  readonly outcome: 'done' | 'refused';
  readonly reason: string | null;
  readonly actor: string;
  readonly effectiveAt: number | null;
}

/** What can be erased. Their order is part of the format. */
export interface Particulars {
  readonly account: string | null;
  readonly session: string | null;
  readonly credential: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  readonly device: string | null;
  readonly userAgent: string | null;
  readonly request: string | null;
  readonly subject: string | null;
  readonly keyName: string | null;
}

/** Where the entry stands in the history of the one account that it is about; null where it is about none. */
export interface Chain {
  readonly tag: string;
  readonly n: number;
  readonly previous: number | null;
}

export const SALT_BYTES = 16;

/** SHA-256 over the salt and the particulars in their order: says nothing without the salt. */
export function commitTo(
  sha256: Sha256,
  encode: (text: string) => Uint8Array,
  salt: Uint8Array,
  particulars: Particulars,
): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  const { account, session, credential, ip, country, device, userAgent, request, subject, keyName } = particulars;
  const values = [account, session, credential, ip, country, device, userAgent, request, subject, keyName];
  return sha256(salt, encode(JSON.stringify(values)));
}

/** The entry as it is sealed: JSON with these members in this order and nothing between them. `personal` in base64. */
export function formatEntry(facts: SealedFacts, chain: Chain | null, personal: string): string {
  const { id, at, operation, outcome, reason, actor, effectiveAt } = facts;
  const place = chain && { tag: chain.tag, n: chain.n, previous: chain.previous };
  return JSON.stringify({ v: 1, id, at, operation, outcome, reason, actor, effectiveAt, chain: place, personal });
}
