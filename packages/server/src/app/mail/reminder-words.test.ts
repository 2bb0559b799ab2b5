import { expect, it } from 'vitest';
import { READINESS_NAGS } from '../../domain/recovery/readiness.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { sayReminder } from './reminder-words.ts';

const say = (subject: string) => {
  const words = sayReminder({ event: { subject } as AuditEventRow, protectedAccount: true });
  return { fact: words.fact('your account'), follows: words.follows.join(' '), calm: words.calm };
};

it('each says what is amiss, what to do while all is well, and that nothing has happened', () => {
  expect(new Set(READINESS_NAGS.map((nag) => say(nag).fact)).size).toBe(READINESS_NAGS.length);
  for (const nag of READINESS_NAGS) {
    expect(say(nag).follows).toMatch(/page “Recovery”.*nothing has happened/);
    expect(say(nag).calm).toBe(true);
  }
});

it('used-up keys are made anew; keys that are old are practised with', () => {
  expect(say('one-left').fact).toBe('One recovery key is left for your account');
  for (const nag of ['none-left', 'one-left']) expect(say(nag).follows).toContain('make two new recovery keys');
  for (const nag of ['never-proved', 'stale-proof']) expect(say(nag).follows).toContain('uses nothing up');
});
