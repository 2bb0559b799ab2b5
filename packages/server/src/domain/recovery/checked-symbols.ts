// Symbols that a person types back, with two more that check them: a Reed–Solomon code word over GF(32). One mistyped
// symbol is located exactly, so the page can say which group to look at again.

import { GROUP_LENGTH, readSymbols, SYMBOLS, showSymbols } from './symbols.ts';

/** How many of the symbols only check the others. */
export const CHECK_LENGTH = 2;

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

/** `7K2Q 9DXM …`: five bits of each random byte, and two check symbols behind them. At most 29 bytes (GF(32)). */
export function showChecked(random: Uint8Array): string {
  const data = [...random].map((byte) => byte & 31);
  return showSymbols([...data, ...checkSymbols(data)]);
}

export type ReadChecked =
  | { readonly ok: true /** The canonical characters that are hashed. */; readonly canonical: string }
  | { readonly ok: false /** From 1, where the check symbols can tell, else null. */; readonly group: number | null };

/** Reads what a person typed. Capitals, spaces and dashes do not matter; i and l read as 1, o as 0. */
export function readChecked(typed: string, length: number): ReadChecked {
  const text = readSymbols(typed);
  const symbols = [...text].map((character) => SYMBOLS.indexOf(character));
  const unknown = symbols.indexOf(-1);
  if (symbols.length !== length) return { ok: false, group: null };
  if (unknown >= 0) return { ok: false, group: groupOf(unknown) };
  const s0 = evaluate(symbols, 0);
  const s1 = evaluate(symbols, 1);
  if (s0 === 0 && s1 === 0) return { ok: true, canonical: text };
  if (s0 === 0 || s1 === 0) return { ok: false, group: null };
  // One error of value e at degree d gives s0 = e and s1 = e·α^d.
  const degree = (log(s1) - log(s0) + 31) % 31;
  return { ok: false, group: degree < length ? groupOf(length - 1 - degree) : null };
}

const groupOf = (index: number): number => Math.floor(index / GROUP_LENGTH) + 1;
