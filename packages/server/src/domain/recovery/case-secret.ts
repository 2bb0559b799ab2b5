// What whoever begins a recovery carries away: a case secret to come back with, and a number to call the case by.
// The secret is five groups of four: 18 symbols are random, 90 bits, enough for something that is throttled, waits for
// days, opens nothing without the recovery key, and is kept as a keyed hash; two check them.

import { CHECK_LENGTH, type ReadChecked, readChecked, showChecked } from './checked-symbols.ts';
import { GROUP_LENGTH, showSymbols } from './symbols.ts';

export const CASE_SECRET_RANDOM_BYTES = 18;
export const CASE_NUMBER_RANDOM_BYTES = GROUP_LENGTH;

/** `D4TX W8MQ 2HVK 9RBC …` from 18 random bytes, five bits of each: five groups. */
export function makeCaseSecret(random: Uint8Array): string {
  if (random.length !== CASE_SECRET_RANDOM_BYTES) throw new RangeError('a case secret needs 18 bytes');
  return showChecked(random);
}

/** What was mistyped is told from the text alone: it is no guess, and is not counted as one. */
export const readCaseSecret = (typed: string): ReadChecked =>
  readChecked(typed, CASE_SECRET_RANDOM_BYTES + CHECK_LENGTH);

/** `7F3K` from 4 random bytes: shown to both sides, so that they can speak of the same case. It opens nothing. */
export function makeCaseNumber(random: Uint8Array): string {
  if (random.length !== CASE_NUMBER_RANDOM_BYTES) throw new RangeError('a case number needs 4 bytes');
  return showSymbols([...random].map((byte) => byte & 31));
}
