// A recovery key as a person holds it: seven groups of four, no letter to misread, and a checksum that names a wrong group.
//
// 26 symbols of randomness (130 bits) and 2 check symbols form a Reed–Solomon code word over GF(32): one mistyped
// symbol is located exactly, so the page can say which group to look at again.

import { GROUP_LENGTH, readSymbols, SYMBOLS, showSymbols } from './symbols.ts';

const DATA_LENGTH = 26;
const LENGTH = DATA_LENGTH + 2;
export const RECOVERY_KEY_RANDOM_BYTES = 26;

// Powers and logarithms of α in GF(32) with x⁵ + x² + 1.
const EXP: readonly number[] = Array.from({ length: 31 }).reduce<number[]>((powers) => {
  const last = powers.at(-1);
  if (last === undefined) return [1];
  const next = last << 1;
  powers.push(next & 32 ? (next ^ 37) & 31 : next);
  return powers;
}, []);
const LOG: ReadonlyMap<number, number> = new Map(EXP.map((value, power) => [value, power]));
const alpha = (power: number): number => EXP[power % 31] ?? 0;
const log = (value: number): number => LOG.get(value) ?? 0;
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : alpha(log(a) + log(b)));

/** The code word's value at α^power, Horner's way: zero at α⁰ and α¹ for a word without errors. */
const evaluate = (symbols: readonly number[], power: number): number =>
  symbols.reduce((sum, symbol) => times(sum, alpha(power)) ^ symbol, 0);

/** Check symbols c₁, c₀ such that data·x² + c₁·x + c₀ vanishes at α⁰ and α¹. */
function checkSymbols(data: readonly number[]): [number, number] {
  const shifted = [...data, 0, 0];
  const at0 = evaluate(shifted, 0);
  const at1 = evaluate(shifted, 1);
  // c₁ + c₀ = at0 and α·c₁ + c₀ = at1, so c₁ = (at0 + at1) / (1 + α).
  const sum = at0 ^ at1;
  const c1 = sum === 0 ? 0 : alpha(log(sum) + 31 - log(1 ^ alpha(1)));
  return [c1, at0 ^ c1];
}

/** A recovery key from 26 random bytes, of which 130 bits are used: `7K2Q 9DXM …`, seven groups. */
export function makeRecoveryKey(random: Uint8Array): string {
  if (random.length !== RECOVERY_KEY_RANDOM_BYTES) throw new RangeError('a recovery key needs 26 bytes');
  const data = [...random].map((byte) => byte & 31);
  return showSymbols([...data, ...checkSymbols(data)]);
}

export type ReadRecoveryKey =
  | { readonly ok: true /** The canonical 28 characters that are hashed. */; readonly canonical: string }
  | { readonly ok: false /** 1 to 7 where the checksum can tell, else null. */; readonly group: number | null };

/** Reads what a person typed. Capitals, spaces and dashes do not matter; i and l read as 1, o as 0. */
export function readRecoveryKey(typed: string): ReadRecoveryKey {
  const text = readSymbols(typed);
  const symbols = [...text].map((character) => SYMBOLS.indexOf(character));
  const unknown = symbols.indexOf(-1);
  if (symbols.length !== LENGTH) return { ok: false, group: null };
  if (unknown >= 0) return { ok: false, group: groupOf(unknown) };
  const s0 = evaluate(symbols, 0);
  const s1 = evaluate(symbols, 1);
  if (s0 === 0 && s1 === 0) return { ok: true, canonical: text };
  if (s0 === 0 || s1 === 0) return { ok: false, group: null };
  // One error of value e at degree d gives s0 = e and s1 = e·α^d.
  const degree = (log(s1) - log(s0) + 31) % 31;
  return { ok: false, group: degree < LENGTH ? groupOf(LENGTH - 1 - degree) : null };
}

const groupOf = (index: number): number => Math.floor(index / GROUP_LENGTH) + 1;
