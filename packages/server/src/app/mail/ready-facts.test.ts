import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { factsOfReady } from './ready-facts.ts';

const LAPSES = Date.UTC(2026, 10, 24, 18, 40);
const told = (startedWith: string | null, effective_at: number | null) => ({
  event: { effective_at } as AuditEventRow,
  protectedAccount: true,
  particulars: { hold: { proofs: 1, stoppedBy: 'any', startedWith } } as const,
});

it('A change that is ready says with which key it was begun, and when it lapses', () => {
  expect(factsOfReady(told('Desk key', LAPSES)).map(({ value }) => value)).toEqual([
    'Desk key',
    'Tuesday 24 November 2026, 18:40 UTC',
  ]);
});

it('Of a mail without particulars nothing is said that is not known', () => {
  const { event, protectedAccount } = told(null, null);
  expect(factsOfReady({ event, protectedAccount })).toEqual([]);
  expect(factsOfReady(told(null, null))).toEqual([{ label: 'Begun with', value: 'No key that is there now' }]);
});
