// Looking for words in events.

import { describe, expect, it } from 'vitest';
import { isFound, readTerms, type Searchable } from './search.ts';

const event: Searchable = {
  operation: 'credential.add',
  outcome: 'done',
  reason: null,
  texts: ['Clé bleue', 'Firefox on Linux', null, 'Norway', '2001:db8::7'],
};
const finds = (text: string, told?: string): boolean => isFound(event, readTerms(text, told));

describe('an event is found', () => {
  it.each(['firefox', 'FIREFOX', 'cle', 'Clé', 'nor', 'db8::', 'linux bleue', '  firefox  '])('by %s', (text) => {
    expect(finds(text)).toBe(true);
  });

  it('by words of the sentence that tells it, done and refused apart', () => {
    expect(finds('added')).toBe(false);
    expect(finds('added', 'd:credential.add,d:contact.invite')).toBe(true);
    expect(finds('tried', 't:credential.add')).toBe(false);
    const refused: Searchable = { ...event, outcome: 'refused', reason: 'floor-would-break' };
    expect(isFound(refused, readTerms('tried', 't:credential.add'))).toBe(true);
    expect(isFound(refused, readTerms('less', 'r:floor-would-break'))).toBe(true);
  });

  it('only where every word is found, each with its own sentences', () => {
    expect(finds('added bleue', 'd:credential.add;')).toBe(true);
    expect(finds('bleue added', ';d:credential.add')).toBe(true);
    expect(finds('bleue added', 'd:credential.add;')).toBe(false);
    expect(finds('firefox windows')).toBe(false);
  });

  it('by a word that stands in most sentences, beside one that tells more', () => {
    expect(finds('you firefox', '*;')).toBe(true);
    expect(finds('you safari', '*;')).toBe(false);
  });
});

it('signs that mean something elsewhere are only signs', () => {
  expect([finds('%'), finds('_'), finds('.*'), finds("' or 1=1")]).toEqual([false, false, false, false]);
});

it('at most six words are looked for', () => {
  expect(readTerms('a b c d e f g').map(({ word }) => word)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(readTerms(' \u00a0 ')).toEqual([]);
});
