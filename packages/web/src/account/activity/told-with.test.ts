// Which entries are told with a word.
import { expect, test } from 'vitest';
import { toldWith } from './told-with.ts';

test('a word names what is told with it: done, tried and the reason of a refusal', () => {
  expect(toldWith('copied')).toBe('');
  expect(toldWith('backwards')).toBe('d:credential.counter-regressed');
  expect(toldWith('practise')).toBe('t:recovery-key.test');
  expect(toldWith('well known')).toContain('r:common');
});

test('several sentences of one operation are one', () => {
  expect(toldWith('authenticator').split(',')).toEqual(
    expect.arrayContaining(['d:sign-up.complete', 'd:totp.confirm']),
  );
  expect(new Set(toldWith('session').split(',')).size).toBe(toldWith('session').split(',').length);
});

test('each word has its own, and one that stands nearly everywhere tells nothing apart', () => {
  const [you, backwards] = toldWith('You backwards').split(';');
  expect([you, backwards]).toEqual(['*', 'd:credential.counter-regressed']);
});

test('names that an entry brings along are not looked for in the sentences', () => {
  expect(toldWith('subject')).toBe('');
});

test('what is asked fits in an address', () => {
  expect(toldWith('key key key key key key key').length).toBeLessThan(8000);
  expect(toldWith('a b c d e f g').split(';')).toHaveLength(6);
});
