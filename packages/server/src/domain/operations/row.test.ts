import { describe, expect, it } from 'vitest';
import {
  type Authority,
  about,
  holder,
  needsSession,
  open,
  operator,
  slow,
  staff,
  standardOnly,
  system,
  trusted,
  type Who,
} from './row.ts';

const ROWS: Readonly<Record<Who, Authority>> = {
  anyone: open('anyone', 'write'),
  flow: open('flow', 'write'),
  link: open('link', 'write'),
  client: open('client', 'write'),
  holder: holder({ effect: 'write' }),
  staff: staff(),
  operator: operator({ effect: 'write' }),
  system: system({ done: 'never', refused: 'never' }),
};

describe('a row of the table of operations', () => {
  it('Is for whoever it names, and only holders, staff and operators need a session', () => {
    for (const [who, row] of Object.entries(ROWS)) {
      expect(row.who).toBe(who);
      expect(needsSession(row.who), who).toBe(['holder', 'staff', 'operator'].includes(who));
    }
  });

  it('For trusted keys is fresh, and slow on top of that is told', () => {
    expect(trusted({ effect: 'write' })).toMatchObject({
      who: 'holder',
      fresh: true,
      rights: 'trusted',
      pace: 'instant',
    });
    expect(slow({})).toMatchObject({
      who: 'holder',
      effect: 'write',
      fresh: true,
      rights: 'trusted',
      pace: 'slow',
      alert: { done: 'always', refused: 'protected' },
    });
  });

  it('Of an operator asks for a trusted key exactly where it asks for a fresh one', () => {
    expect([true, false].map((fresh) => operator({ effect: 'write', fresh }).rights)).toEqual(['trusted', 'any']);
  });

  it('Is narrowed to standard accounts, or said to touch something else, with no other change', () => {
    for (const row of Object.values(ROWS)) {
      expect(standardOnly(row)).toEqual({ ...row, tiers: 'standard' });
      expect(about('channel', row)).toEqual({ ...row, disown: 'channel' });
    }
  });
});
