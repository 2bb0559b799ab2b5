// Why a password or an app cannot go, in the settings page's own words.
import { ApiProblem } from '../../api-problem.ts';

const KNOWN = ['way-in', 'second-factor'] as const;

/** Which requirement would break, or null where the failure is another one. */
export function whyKept(error: unknown): (typeof KNOWN)[number] | null {
  if (!(error instanceof ApiProblem) || error.code !== 'floor.would-break') return null;
  return KNOWN.find((known) => error.unmet.includes(known)) ?? null;
}
