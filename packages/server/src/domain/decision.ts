// What a rule answers: allowed, with the facts to record, or refused, with the reason.

import type { Refusal } from './refusal.ts';

export interface Allowed<Facts> {
  readonly allowed: true;
  readonly facts: Facts;
}
export interface Refused {
  readonly allowed: false;
  readonly refusal: Refusal;
}
export type Decision<Facts> = Allowed<Facts> | Refused;

export function allow(): Allowed<undefined>;
export function allow<Facts>(facts: Facts): Allowed<Facts>;
export function allow(facts?: unknown): Allowed<unknown> {
  return { allowed: true, facts };
}

export const refuse = (refusal: Refusal): Refused => ({ allowed: false, refusal });
