// The parts of an activity.

import { expect, it } from 'vitest';
import { authority, type Operation } from '../../domain/authority.ts';
import { kindOf, whatIsShown } from './show.ts';

it('every operation is a sign-in or a change, and none is both', () => {
  const signIns = whatIsShown('sign-ins').operations ?? [];
  const changes = whatIsShown('changes').operations ?? [];
  expect([...signIns, ...changes].sort()).toEqual(Object.keys(authority).sort());
});

it.each<[Operation, 'done' | 'refused', string]>([
  ['sign-in.key', 'done', 'sign-in'],
  ['sign-in.key', 'refused', 'refused'],
  ['credential.add', 'done', 'change'],
  ['credential.add', 'refused', 'refused'],
])('%s %s is counted as %s', (operation, outcome, kind) => {
  expect(kindOf({ operation, outcome })).toBe(kind);
});
