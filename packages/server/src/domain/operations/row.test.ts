import { expect, it } from 'vitest';
import { holder, needsSession, open, operator, slow, staff, standardOnly, system, trusted, type Who } from './row.ts';

it('Holders, staff and operators need a session; nobody else has one', () => {
  const all: readonly Who[] = ['anyone', 'flow', 'link', 'client', 'holder', 'staff', 'operator', 'system'];
  expect(all.filter(needsSession)).toEqual(['holder', 'staff', 'operator']);
});

it('What is for trusted keys wants a fresh proof, and what is slow is told', () => {
  expect(trusted({ effect: 'write' })).toMatchObject({
    who: 'holder',
    fresh: true,
    rights: 'trusted',
    pace: 'instant',
  });
  expect(slow({})).toMatchObject({ fresh: true, rights: 'trusted', pace: 'slow', alert: { done: 'always' } });
});

it('What needs no session asks for no freshness, and what needs one asks for none unless it says so', () => {
  expect(open('link', 'write')).toMatchObject({ fresh: false, tiers: 'any', alert: { done: 'never' } });
  expect(holder({ effect: 'read' })).toMatchObject({ fresh: false, rights: 'any' });
  expect(standardOnly(open('flow', 'read')).tiers).toBe('standard');
  expect(system({ done: 'always', refused: 'never' })).toMatchObject({ who: 'system', effect: 'write' });
});

it('An operator’s changes and all that staff do wait until a recovered account’s three days are over', () => {
  expect(operator({ effect: 'write', fresh: true }).onProbation).toBe('refused');
  expect(operator({ effect: 'read' }).onProbation).toBe('allowed');
  expect(staff()).toMatchObject({ fresh: true, tiers: 'protected', onProbation: 'refused' });
});
