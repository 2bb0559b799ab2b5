// The address of the activity page, and what the server is asked for.
import { describe, expect, test } from 'vitest';
import { isNarrowed, queryOf, readView, type View, writeView } from './view.ts';

const ALL: View = { show: 'everything', text: '', from: '', to: '' };
const read = (search: string): View => readView(new URLSearchParams(search));

describe('the address', () => {
  test('without anything shows everything', () => {
    expect(read('')).toEqual(ALL);
    expect(writeView(ALL)).toEqual({});
  });

  test('gives back the view that it was made from', () => {
    const view: View = { show: 'refused', text: 'blue key', from: '2026-03-01', to: '2026-03-31' };
    expect(readView(new URLSearchParams(writeView(view)))).toEqual(view);
  });

  test('that says what is no view is as if it did not', () => {
    expect(read('show=secrets&from=yesterday&to=2026-3-1&text=')).toEqual(ALL);
    expect(read(`text=${'x'.repeat(500)}`).text).toHaveLength(100);
  });
});

test('days are whole days here: from the first moment of one up to the last of the other', () => {
  const { from, until } = queryOf({ ...ALL, from: '2026-03-01', to: '2026-03-01' });
  expect(Number(from)).toBe(new Date(2026, 2, 1).getTime());
  expect(Number(until)).toBe(new Date(2026, 2, 2).getTime());
});

test('a text is asked for with the sentences that have its words', () => {
  expect(queryOf({ ...ALL, text: ' reminded ' })).toMatchObject({
    text: 'reminded',
    told: 'd:hold.announce,d:recovery-key.remind',
  });
  expect(queryOf(ALL)).toEqual({ show: 'everything' });
});

test('a kind does not narrow what text and days do', () => {
  expect([isNarrowed({ ...ALL, show: 'refused' }), isNarrowed({ ...ALL, text: ' ' })]).toEqual([false, false]);
  expect(isNarrowed({ ...ALL, to: '2026-03-01' })).toBe(true);
});
