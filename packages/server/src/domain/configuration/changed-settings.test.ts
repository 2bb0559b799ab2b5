// What counts as a change of settings, and how it reads in the record.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSettings, sayAll, sayChange } from './changed-settings.ts';

const settings = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), fc.constantFrom('1', '2', 'none'), {
  noNullPrototype: true,
});

describe('changed settings', () => {
  it('are those whose values differ, each once, and turn the old settings into the new ones', () => {
    fc.assert(
      fc.property(settings, settings, (before, after) => {
        const changes = changedSettings(before, after);
        const applied: Record<string, string> = { ...before };
        for (const { name, before: was, after: is } of changes) {
          expect(was).toBe(before[name] ?? null);
          if (is === null) delete applied[name];
          else applied[name] = is;
        }
        expect(applied).toEqual(after);
        expect(changes.length).toBe(new Set(changes.map(({ name }) => name)).size);
        expect(changedSettings(after, after)).toEqual([]);
      }),
    );
  });

  it('come in the order of their names, whatever the order of the settings', () => {
    const names = changedSettings({ C: '1', A: '1' }, { B: '1', A: '2' }).map(({ name }) => name);
    expect(names).toEqual(['A', 'B', 'C']);
  });

  it('say what was and what is', () => {
    expect(sayChange({ name: 'A', before: '1', after: '2' })).toBe('A: 1 → 2');
    expect(sayChange({ name: 'A', before: null, after: '2' })).toBe('A: not recorded → 2');
    expect(sayChange({ name: 'A', before: '1', after: null })).toBe('A: 1 → no such setting');
    expect(sayAll({ B: '2', A: '1' })).toBe('first record\nA: 1\nB: 2');
  });
});
