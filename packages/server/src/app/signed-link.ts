// Signed links of mail and notifications: what they name stands in them, in the clear, under a MAC. Nothing is stored for them.
//
//   <prefix>_<key version>.<part>.<part>….<mac>

import { constantTimeEqual, type KeyRing } from '../platform/key-ring.ts';
import { readBase64url } from '../platform/read-base64url.ts';

/** What tells one sort of link from another: letters that stand at its beginning, and what its MAC is for. */
export interface LinkKind {
  readonly prefix: string;
  readonly purpose: string;
}

/** @param parts without dots */
export function signLink(keyRing: KeyRing, { prefix, purpose }: LinkKind, parts: readonly string[]): string {
  const text = [`${prefix}_${keyRing.version}`, ...parts].join('.');
  return `${text}.${keyRing.mac(purpose, text)?.toString('base64url')}`;
}

/** Its parts; null for anything that was altered or was not made here. */
export function readSignedLink(
  keyRing: KeyRing,
  { prefix, purpose }: LinkKind,
  token: string,
): readonly string[] | null {
  const end = token.lastIndexOf('.');
  const [head = '', ...parts] = token.slice(0, Math.max(0, end)).split('.');
  const version = head.slice(prefix.length + 1);
  if (head !== `${prefix}_${version}` || !/^[0-9a-z]$/.test(version)) return null;
  const mac = keyRing.mac(purpose, token.slice(0, end), version);
  const given = readBase64url(token.slice(end + 1));
  return mac && given && constantTimeEqual(mac, given) ? parts : null;
}

/** A time as a part of a link. */
export const timePart = (at: number): string => at.toString(36);
export const readTimePart = (part: string | undefined): number => Number.parseInt(part ?? '', 36);
