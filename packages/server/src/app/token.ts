// Secrets that browsers and links carry. Only a keyed hash is stored; the version in the text lets secrets rotate.

import type { KeyRing } from '../platform/key-ring.ts';
import type { Random } from '../platform/random.ts';

/** session, flow, device, a program's (client), set-up link. A prefix lets leak scanners find them. */
export type TokenKind = 'hfs' | 'hff' | 'hfd' | 'hfl' | 'hfp';

export interface MintedToken {
  /** `hfs_` + key version + 43 characters of base64url: 256 random bits. */
  readonly token: string;
  readonly hash: string;
}

const BODY = /^[0-9a-z][A-Za-z0-9_-]{43}$/;

/** @returns the token, to be handed out once, and the keyed hash to store. */
export function mintToken(deps: { keyRing: KeyRing; random: Random }, kind: TokenKind): MintedToken {
  const token = `${kind}_${deps.keyRing.version}${Buffer.from(deps.random.bytes(32)).toString('base64url')}`;
  const hash = hashToken(deps.keyRing, kind, token);
  if (hash === null) throw new Error('the current key version always hashes');
  return { token, hash };
}

/** The stored form of a token, or null for anything that is not one of ours. */
export function hashToken(keyRing: KeyRing, kind: TokenKind, token: string): string | null {
  if (token.length !== 48 || !token.startsWith(`${kind}_`) || !BODY.test(token.slice(4))) return null;
  return keyRing.mac(kind, token, token[4])?.toString('base64url') ?? null;
}
