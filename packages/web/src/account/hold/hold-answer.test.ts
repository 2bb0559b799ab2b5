import { expect, test } from 'vitest';
import { finisherOf } from './hold-answer.ts';

const FROM = 1_795_000_000_000;
const by = 'another-key';

test('who finishes a change is said with the key that began it, wherever that one may', () => {
  const keys = ['Phone'];
  expect(finisherOf({ by, keys, beginnerFrom: null, beginnerMay: false })).toBe('other');
  expect(finisherOf({ by, keys, beginnerFrom: FROM, beginnerMay: false })).toBe('later');
  expect(finisherOf({ by, keys, beginnerFrom: FROM, beginnerMay: true })).toBe('too');
});

test('where no other key may, none is named', () => {
  expect(finisherOf({ by, keys: [], beginnerFrom: FROM, beginnerMay: false })).toBe('alone');
  expect(finisherOf({ by, keys: [], beginnerFrom: FROM, beginnerMay: true })).toBe('alone-now');
  expect(finisherOf({ by, keys: [], beginnerFrom: null, beginnerMay: false })).toBe('nobody');
});

test('any proof finishes a standard account’s change', () => {
  for (const keys of [[], ['Phone']]) {
    expect(finisherOf({ by: 'any-proof', keys, beginnerFrom: null, beginnerMay: false })).toBe('any');
  }
});
