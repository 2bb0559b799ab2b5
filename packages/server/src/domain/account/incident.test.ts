import { describe, expect, it } from 'vitest';
import {
  type AskedAbout,
  INCIDENT_QUESTIONS,
  type Incident,
  type IncidentQuestion,
  openQuestions,
  questionsFor,
} from './incident.ts';

const NOTHING: AskedAbout = {
  keys: [],
  suspendedKeys: [],
  hasPassword: false,
  hasRecoveryKeys: false,
  contacts: [],
  channels: [],
};
const ALL: AskedAbout = {
  keys: ['Desk key'],
  suspendedKeys: [],
  hasPassword: true,
  hasRecoveryKeys: true,
  contacts: ['Mara'],
  channels: ['Chat'],
};
const incident = (answeredAt: Incident['answeredAt']): Incident => ({ openedAt: 1, by: 'lock', answeredAt });

describe('the checklist', () => {
  it('asks about nothing that the account does not have', () => {
    expect(questionsFor(NOTHING)).toEqual(['sessions', 'channels']);
    expect(questionsFor(ALL)).toEqual([...INCIDENT_QUESTIONS]);
    const cases: readonly (readonly [Partial<AskedAbout>, IncidentQuestion])[] = [
      [{ keys: ['Key'] }, 'keys'],
      [{ suspendedKeys: ['Key'] }, 'keys'],
      [{ hasPassword: true }, 'password'],
      [{ hasRecoveryKeys: true }, 'recovery-keys'],
      [{ contacts: ['Mara'] }, 'contacts'],
    ];
    for (const [has, question] of cases) {
      expect(questionsFor({ ...NOTHING, ...has })).toContain(question);
    }
  });

  it('asks about other keys first, and is over once all of its own were answered', () => {
    expect(openQuestions(incident({}), ALL)[0]).toBe('keys');
    expect(openQuestions(incident({ channels: 3 }), NOTHING)).toEqual(['sessions']);
    expect(openQuestions(incident({ channels: 3, sessions: 4 }), NOTHING)).toEqual([]);
  });
});
