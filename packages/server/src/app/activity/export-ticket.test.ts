// The ticket of an export.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeId } from '../../domain/id.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { type ExportTicket, openTicket, sealTicket } from './export-ticket.ts';

const keyRing = createKeyRing([{ version: 'a', secret: Buffer.alloc(32, 'only here') }], systemRandom);
const sessionId = makeId('sess', systemRandom.bytes(16));
const ticket: ExportTicket = {
  sessionId,
  format: 'csv',
  origin: 'account.example.com/log',
  size: 7,
  expiresAt: TEST_TIME + 1000,
};
const sealed = sealTicket({ keyRing }, ticket);

it('opens for its session, while it is good', () => {
  expect(openTicket({ keyRing }, sealed, { sessionId, now: TEST_TIME + 999 })).toEqual(ticket);
  expect(openTicket({ keyRing }, sealed, { sessionId, now: TEST_TIME + 1000 })).toBeNull();
  expect(
    openTicket({ keyRing }, sealed, { sessionId: makeId('sess', systemRandom.bytes(16)), now: TEST_TIME }),
  ).toBeNull();
});

it('opens for nobody where it was altered or made elsewhere', () => {
  const altered = `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'B' : 'A'}`;
  const other = createKeyRing([{ version: 'a', secret: Buffer.alloc(32, 'elsewhere') }], systemRandom);
  for (const wrong of [altered, sealTicket({ keyRing: other }, ticket), 'a.AAAA', 'nothing']) {
    expect(openTicket({ keyRing }, wrong, { sessionId, now: TEST_TIME })).toBeNull();
  }
});

it('fits into an address', () => {
  const long = sealTicket({ keyRing }, { ...ticket, origin: `${'a'.repeat(253)}/log` });
  expect(long).toMatch(/^[A-Za-z0-9_.-]+$/);
  expect(long.length).toBeLessThan(800);
});
