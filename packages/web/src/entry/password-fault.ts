// Why the server would not take a new password, as the word catalogue names it.
import { ApiProblem } from '../api-problem.ts';

const FAULTS = ['too-short', 'too-long', 'common'] as const;

/** The fault that `sign-up:password.…` has a sentence for; null where something else came in the way. */
export function passwordFault(error: unknown): (typeof FAULTS)[number] | null {
  if (!(error instanceof ApiProblem) || error.code !== 'password.refused') return null;
  return FAULTS.find((known) => known === error.reason) ?? 'common';
}
