// A case as its bearer sees it, and the keys that wait in it: sealed, and opened under the secret that sealed them.

import { expect, it } from 'vitest';
import { NOW, sampleProtected, sampleStandard } from '../../domain/account/account.sample.ts';
import { sampleHold } from '../../domain/hold/hold.sample.ts';
import { NO_APPROVALS } from '../../domain/recovery/decide-recovery.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import type { PendingKey } from '../setup/pending-key.ts';
import { openPendingKeys, sealPendingKeys, viewCase } from './view-case.ts';

const ring = (version: string) => createKeyRing([{ version, secret: Buffer.alloc(32, version) }], systemRandom);
const account = sampleProtected();
const hold = sampleHold({ kind: 'recovery', ripensAt: NOW + 1000 });
const row = {
  account_id: account.id,
  hold_id: hold.id,
  case_number: '7F3K',
  secret_hash: 'hash',
  key_ordinal: 1,
  key_made_at: NOW,
  other_ordinal: null,
  set_aside: 0 as const,
  contacts_needed: 0,
  contacts: null,
  keys_sealed: null,
};
const about = { row, hold, account, keys: [], approvals: NO_APPROVALS, waitsFor: 'time' as const };

it('keys are sealed, and a secret that is gone is a fault and not “no keys”', () => {
  const keys = [{ nickname: 'Desk key', publicKeyCose: 'AA' }] as unknown as PendingKey[];
  const keys_sealed = sealPendingKeys(ring('a'), keys);
  expect(keys_sealed).not.toContain('Desk key');
  expect(openPendingKeys(ring('a'), { keys_sealed })).toEqual(keys);
  expect(openPendingKeys(ring('a'), { keys_sealed: null })).toEqual([]);
  expect(() => openPendingKeys(ring('b'), { keys_sealed })).toThrow('cannot be opened');
});

it('approvals are shown where any are needed', () => {
  expect(viewCase(about, NOW).contacts).toBeNull();
  const approvals = { needed: 2, approved: 1 };
  expect(viewCase({ ...about, approvals }, NOW).contacts).toEqual(approvals);
});

it('what has ended asks for nothing more', () => {
  const ended = { ...hold, state: 'vetoed', endedAt: NOW + 5 } as const;
  expect(viewCase({ ...about, hold: ended, account: sampleStandard() }, NOW + 10)).toMatchObject({
    state: 'vetoed',
    endedAt: NOW + 5,
    unmet: [],
  });
});
