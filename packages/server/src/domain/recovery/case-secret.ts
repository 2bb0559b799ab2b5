// What whoever begins a recovery carries away: a case secret to come back with, and a number to call the case by.
// The secret is 16 symbols, 80 random bits: enough for something that is throttled, waits for days, opens nothing
// without the recovery key, and is kept as a keyed hash.

import { GROUP_LENGTH, readSymbols, SYMBOLS, showSymbols } from './symbols.ts';

export const CASE_SECRET_RANDOM_BYTES = 16;
export const CASE_NUMBER_RANDOM_BYTES = GROUP_LENGTH;
const CASE_SECRET = new RegExp(`^[${SYMBOLS}]{${CASE_SECRET_RANDOM_BYTES}}$`);

const fromBytes = (random: Uint8Array, length: number): string => {
  if (random.length !== length) throw new RangeError(`${length} bytes are needed`);
  return showSymbols([...random].map((byte) => byte & 31));
};

/** `D4TX W8MQ 2HVK 9RBC` from 16 random bytes, five bits of each. */
export const makeCaseSecret = (random: Uint8Array): string => fromBytes(random, CASE_SECRET_RANDOM_BYTES);

/** `7F3K` from 4 random bytes: shown to both sides, so that they can speak of the same case. It opens nothing. */
export const makeCaseNumber = (random: Uint8Array): string => fromBytes(random, CASE_NUMBER_RANDOM_BYTES);

/** The canonical 16 characters that are hashed, from what a person typed; null where they cannot be a case secret. */
export function readCaseSecret(typed: string): string | null {
  const text = readSymbols(typed);
  return CASE_SECRET.test(text) ? text : null;
}
