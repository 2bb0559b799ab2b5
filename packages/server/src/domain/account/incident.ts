// The checklist after a Lock or “This wasn’t me”: a few questions that stay until a trusted key has answered each.

import type { Tier } from '../tier.ts';
import { isProtected } from '../tier.ts';

export const INCIDENT_QUESTIONS = ['keys', 'sessions', 'recovery-keys', 'contacts', 'channels'] as const;
export type IncidentQuestion = (typeof INCIDENT_QUESTIONS)[number];

const OF_PROTECTED: ReadonlySet<IncidentQuestion> = new Set(['recovery-keys', 'contacts']);

/** What is asked of an account on this tier: a standard one has neither recovery keys nor contacts. */
export const questionsFor = (tier: Tier): readonly IncidentQuestion[] =>
  INCIDENT_QUESTIONS.filter((question) => isProtected(tier) || !OF_PROTECTED.has(question));

export interface Incident {
  readonly openedAt: number;
  readonly by: 'lock' | 'disown';
  readonly answeredAt: Readonly<Partial<Record<IncidentQuestion, number>>>;
}

/** What is still open, in the order in which it is asked. */
export const openQuestions = (incident: Incident, tier: Tier): readonly IncidentQuestion[] =>
  questionsFor(tier).filter((question) => incident.answeredAt[question] === undefined);
