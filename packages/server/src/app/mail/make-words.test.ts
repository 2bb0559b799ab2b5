import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { makeWords } from './make-words.ts';

const UNTIL = Date.UTC(2026, 5, 15, 12);

const say = (operation: keyof typeof makeWords, protectedAccount: boolean) => {
  const event = { subject: 'Blue key', effective_at: protectedAccount ? UNTIL : null } as AuditEventRow;
  const words = makeWords[operation].done({ event, protectedAccount });
  return { fact: words.fact('your account'), follows: words.follows.join(' ') };
};

it('a report names the key, says that nothing was done, until when it opens, and what to do', () => {
  const reports = ['credential.make-compromised', 'credential.make-withdrawn'] as const;
  for (const operation of reports) {
    const { fact, follows } = say(operation, true);
    expect(fact).toContain('“Blue key” of your account is of a make that');
    expect(follows).toMatch(
      /Nobody has used the key.*From Monday 15 June 2026, 12:00 UTC on.*Add a key of another make/,
    );
    expect(say(operation, false).follows).toMatch(/It still opens your account\. Add a key of another make/);
    expect(say(operation, false).follows).not.toContain('2026');
  }
  const [compromised, withdrawn] = reports.map((operation) => say(operation, true).follows);
  expect(compromised).toContain('adds another key, and does nothing else');
  expect(withdrawn).toContain('it works as before');
});

it('a report that was taken back says that the key works as before', () => {
  const { fact, follows } = say('credential.make-cleared', true);
  expect(fact).toBe('The key “Blue key” of your account is of a good make again');
  expect(follows).toContain('works as before');
});
