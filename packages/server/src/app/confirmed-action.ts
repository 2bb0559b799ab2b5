// Confirmed actions: the challenge that a key signs commits to exactly what is done, and what was signed is kept as a
// receipt that anybody can check with the key's public key (product.md §5, RFC 9396).

import { sha256 } from '../platform/sha256.ts';
import type { AssertionResponse } from '../webauthn/verify-assertion.ts';

/** RFC 9396 §2: what is confirmed, with a `type` of its own, and its form's version. */
export interface AuthorizationDetails {
  readonly type: string;
  readonly version: 1;
  readonly [member: string]: string | number | null;
}

/** The details as they are hashed: members in the order of their names, without spaces (RFC 8785 for these types). */
export const canonicalDetails = (details: AuthorizationDetails): string =>
  JSON.stringify(details, Object.keys(details).sort());

/** 32 bytes, which stand at the end of the challenge. */
export const commitmentTo = (details: AuthorizationDetails): Uint8Array =>
  sha256(Buffer.from(canonicalDetails(details), 'utf8'));

/** The details, and what the key signed over them. */
export function receiptOf(details: AuthorizationDetails, { id, response }: AssertionResponse): string {
  const { clientDataJSON, authenticatorData, signature } = response;
  return JSON.stringify({ details, id, clientDataJSON, authenticatorData, signature });
}
