// The words of a change that was tried from inside and refused.

import { expect, test } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { triedInside } from './tried-inside.ts';

test('a refused change says why, that nothing changed, and that whoever tried is signed in', () => {
  const event = { reason: 'not-found' } as AuditEventRow;
  const words = triedInside((account) => `Somebody tried it on ${account}`)({ event, protectedAccount: true });
  expect(words.fact('your account')).toBe('Somebody tried it on your account');
  expect(words.follows).toEqual([
    'It was refused: it was not there. Nothing changed.',
    'Whoever tried is signed in to your account. If it was not you, stop it.',
  ]);
});
