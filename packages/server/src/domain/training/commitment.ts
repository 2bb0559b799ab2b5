// What a receipt says of whose content it is, and from when: a commitment that only its salt opens.

import type { Sha256 } from '../audit/tree.ts';

export const CONTENT_SALT_BYTES = 16;

/** Keeps it apart from every other commitment over an account and a number. */
const PURPOSE = 'holdfast training receipt';

export interface OwnedContent {
  readonly accountId: string;
  /** In milliseconds since 1970. */
  readonly madeAt: number;
}

/**
 * SHA-256 over the salt and the JSON of purpose, account and time. Each item has a salt of its own: with one for several,
 * equal commitments would tell that these belong to one person.
 */
export function commitToContent(
  sha256: Sha256,
  encode: (text: string) => Uint8Array,
  salt: Uint8Array,
  { accountId, madeAt }: OwnedContent,
): Uint8Array {
  if (salt.length !== CONTENT_SALT_BYTES) throw new RangeError(`a salt has ${CONTENT_SALT_BYTES} bytes`);
  return sha256(salt, encode(JSON.stringify([PURPOSE, accountId, madeAt])));
}
