import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeId } from '../../domain/id.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { opensData, sealDataTicket } from './ticket.ts';

const ring = (text: string) => createKeyRing([{ version: 'a', secret: Buffer.alloc(32, text) }], systemRandom);

it('Opens for its session while it is good, and for nothing else', () => {
  const keyRing = ring('only here');
  const sessionId = makeId('sess', systemRandom.bytes(16));
  const sealed = sealDataTicket({ keyRing }, { sessionId, expiresAt: TEST_TIME + 10 });
  expect(opensData({ keyRing }, sealed, { sessionId, now: TEST_TIME + 9 })).toBe(true);
  expect(opensData({ keyRing }, sealed, { sessionId, now: TEST_TIME + 10 })).toBe(false);
  const other = makeId('sess', systemRandom.bytes(16));
  expect(opensData({ keyRing }, sealed, { sessionId: other, now: TEST_TIME })).toBe(false);
  expect(opensData({ keyRing: ring('elsewhere') }, sealed, { sessionId, now: TEST_TIME })).toBe(false);
  expect(opensData({ keyRing }, 'a.AAAA', { sessionId, now: TEST_TIME })).toBe(false);
});
