// A backup code as a person holds it: three groups of four, no letter to misread, good once (NIST SP 800-63B-4 §3.1.2).

import { readSymbols, SYMBOLS, showSymbols } from '../recovery/symbols.ts';

export const BACKUP_CODE_COUNT = 10;
/** One symbol each: 60 random bits, and guesses are counted besides. */
export const BACKUP_CODE_RANDOM_BYTES = 12;
/** So few left that the holder is reminded to make new ones. */
const FEW = 2;

/** What is on record of an account's codes: how many are unused, and when they were made. */
export interface BackupCodes {
  readonly left: number;
  readonly madeAt: number;
}

export type BackupCodeNag = 'none-left' | 'few-left';

/** `7K2Q 9DXM 4FTR` from 12 random bytes. */
export function makeBackupCode(random: Uint8Array): string {
  if (random.length !== BACKUP_CODE_RANDOM_BYTES) throw new RangeError('a backup code needs 12 bytes');
  return showSymbols([...random].map((byte) => byte & 31));
}

/** The 12 characters that are hashed, from what was typed; null for what cannot be a backup code. */
export function readBackupCode(typed: string): string | null {
  const text = readSymbols(typed);
  return text.length === BACKUP_CODE_RANDOM_BYTES && [...text].every((symbol) => SYMBOLS.includes(symbol))
    ? text
    : null;
}

/** What to remind the holder of; null while there is nothing to see to. Codes that were never made are not missed. */
export function backupCodeNag(codes: BackupCodes | null): BackupCodeNag | null {
  if (codes === null || codes.left > FEW) return null;
  return codes.left === 0 ? 'none-left' : 'few-left';
}
