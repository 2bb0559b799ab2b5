import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Nickname } from '../../../../contract/src/schemas.ts';
import { distinctName, KEY_NAME_MAX } from './distinct-name.ts';

/** As keys have them. */
const named = (...names: readonly string[]) => names.map((nickname) => ({ nickname }));

describe('the name of a key', () => {
  it('stays as asked where no other key has it', () => {
    expect(distinctName('Blue key', [])).toBe('Blue key');
    expect(distinctName('Blue key', named('Blue key at home'))).toBe('Blue key');
  });

  it('gets the next free number where another key has it', () => {
    expect(distinctName('Blue key', named('Blue key'))).toBe('Blue key 2');
    expect(distinctName('Blue key', named('Blue key', 'Blue key 2'))).toBe('Blue key 3');
  });

  it.each(['blue KEY', 'Blue  key', ' Blue key ', 'Ｂｌｕｅ key'])(
    'is taken by one that reads the same: %s',
    (other) => {
      expect(distinctName('Blue key', named(other))).toBe('Blue key 2');
    },
  );

  it.each([
    'Blue\u00ad key',
    'Blue\u200b key',
    'Blue\u2060 key',
    'Blue\u034f key',
    'Blue\ufe0f key',
    'Blue\u3164 key',
    'Blue\u2800 key',
    'Blue\u115f\u1160 key',
    'Blue\u180e key',
    'Blue\uffa0 key',
    'Blue\u{e0041} key',
  ])('has no letter that nobody sees, and is not told apart by it: %j', (other) => {
    expect(distinctName('Blue key', named(other))).toBe('Blue key 2');
    expect(distinctName(other, named('Blue key'))).toBe('Blue key 2');
    expect(distinctName(other, [])).toBe('Blue key');
  });

  it('is taken by one that differs only in how a letter is folded', () => {
    expect(distinctName('Strasse', named('Straße'))).toBe('Strasse 2');
  });

  it('is “Key” where nothing of it shows', () => {
    for (const asked of ['\u3164', ' \u200b ', '  ']) expect(distinctName(asked, [])).toBe('Key');
    expect(distinctName('\u2800', named('Key'))).toBe('Key 2');
  });

  it('is as long at most as the contract lets it be', () => {
    expect(Nickname).toMatchObject({ maxLength: KEY_NAME_MAX });
  });

  it('is never that of another and never too long, whatever the names are', () => {
    const name = fc.string({ minLength: 1, maxLength: KEY_NAME_MAX });
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 20 }), (asked, others) => {
        const given = distinctName(asked, named(...others, asked));
        expect([...others, asked]).not.toContain(given);
        expect(given.length).toBeLessThanOrEqual(KEY_NAME_MAX);
      }),
    );
  });
});
