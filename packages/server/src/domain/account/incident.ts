// The checklist after a Lock or “This wasn’t me”: a few questions that stay until a trusted key has answered each.

export const INCIDENT_QUESTIONS = ['keys', 'sessions', 'password', 'recovery-keys', 'contacts', 'channels'] as const;
export type IncidentQuestion = (typeof INCIDENT_QUESTIONS)[number];

/** What an account has of that which is asked about, by name; a recovery key and a password have none. */
export interface AskedAbout {
  readonly keys: string[];
  /** Those that open nothing: they are said beside the others, and make no question of their own. */
  readonly suspendedKeys: string[];
  readonly hasPassword: boolean;
  readonly hasRecoveryKeys: boolean;
  readonly contacts: string[];
  readonly channels: string[];
}

/** Nothing is asked about that the account does not have. Sessions, and where alerts go, there are always. */
export function questionsFor(about: AskedAbout): readonly IncidentQuestion[] {
  const isAsked: Readonly<Record<IncidentQuestion, boolean>> = {
    keys: about.keys.length + about.suspendedKeys.length > 0,
    sessions: true,
    password: about.hasPassword,
    'recovery-keys': about.hasRecoveryKeys,
    contacts: about.contacts.length > 0,
    channels: true,
  };
  return INCIDENT_QUESTIONS.filter((question) => isAsked[question]);
}

export interface Incident {
  readonly openedAt: number;
  readonly by: 'lock' | 'disown';
  readonly answeredAt: Readonly<Partial<Record<IncidentQuestion, number>>>;
}

/** What is still open, in the order in which it is asked. */
export const openQuestions = (incident: Incident, about: AskedAbout): readonly IncidentQuestion[] =>
  questionsFor(about).filter((question) => incident.answeredAt[question] === undefined);
