import { describe, expect, it } from 'vitest';
import { TIERS } from '../tier.ts';
import { INCIDENT_QUESTIONS, type Incident, openQuestions, questionsFor } from './incident.ts';

const incident = (answeredAt: Incident['answeredAt']): Incident => ({ openedAt: 1, by: 'lock', answeredAt });

describe('the checklist', () => {
  it('asks a protected account everything, and a standard one nothing about recovery', () => {
    for (const tier of TIERS) {
      expect(questionsFor(tier)).toEqual(
        tier === 'standard' ? ['keys', 'sessions', 'channels'] : [...INCIDENT_QUESTIONS],
      );
    }
  });

  it('begins with the keys, and leaves open what was not answered', () => {
    expect(openQuestions(incident({}), 'advanced')[0]).toBe('keys');
    expect(openQuestions(incident({ keys: 2, channels: 3 }), 'standard')).toEqual(['sessions']);
    expect(openQuestions(incident({ keys: 2, channels: 3, sessions: 4 }), 'standard')).toEqual([]);
  });
});
