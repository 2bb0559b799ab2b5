import { describe, expect, it } from 'vitest';
import { NOW, sampleKeys, sampleProtected } from '../account/account.sample.ts';
import { readiness, STALE_PROOF_MS } from './readiness.ts';
import type { RecoveryKey } from './recovery-key-record.ts';

const DAY = 24 * 60 * 60 * 1000;

/** One recovery key for each: when it was last typed back, or null. */
const recoveryKeys = (...proofs: readonly (number | null)[]): RecoveryKey[] =>
  proofs.map((provedAt, index) => ({ ordinal: index + 1, madeAt: NOW - 400 * DAY, provedAt, spentAt: null }));

const ready = (...proofs: readonly (number | null)[]) =>
  readiness(sampleProtected({ recoveryKeys: recoveryKeys(...proofs) }), NOW);

describe('readiness', () => {
  it('Two recovery keys, one of them proved lately, are nothing to see to', () => {
    expect(ready(NOW - DAY, null)).toMatchObject({ recoveryKeys: 2, lastProvedAt: NOW - DAY, nag: null });
  });

  it('The last proof is the latest of any recovery key', () => {
    expect(ready(NOW - 3 * DAY, NOW - 2 * DAY).lastProvedAt).toBe(NOW - 2 * DAY);
    expect(ready(null, NOW - 9 * DAY).lastProvedAt).toBe(NOW - 9 * DAY);
  });

  it('With one left the holder is reminded, however lately it was proved', () => {
    expect(ready(NOW)).toMatchObject({ recoveryKeys: 1, nag: 'one-left' });
    expect(ready(null)).toMatchObject({ recoveryKeys: 1, lastProvedAt: null, nag: 'one-left' });
  });

  it('A recovery key that began a recovery counts as gone, its proof included', () => {
    const [first, second] = recoveryKeys(NOW - DAY, null);
    if (!first || !second) throw new Error('two were made');
    const account = sampleProtected({ recoveryKeys: [{ ...first, spentAt: NOW }, second] });
    expect(readiness(account, NOW)).toMatchObject({ recoveryKeys: 1, lastProvedAt: null, nag: 'one-left' });
  });

  it('With none left nothing could bring the account back, and that is said', () => {
    expect(ready()).toMatchObject({ recoveryKeys: 0, lastProvedAt: null, nag: 'none-left' });
  });

  it('Recovery keys that nobody ever typed back are to be proved', () => {
    expect(ready(null, null)).toMatchObject({ recoveryKeys: 2, lastProvedAt: null, nag: 'never-proved' });
  });

  it('A proof is stale from its 180th day on, and not a millisecond before', () => {
    expect(STALE_PROOF_MS).toBe(180 * DAY);
    expect(ready(NOW - STALE_PROOF_MS + 1, null).nag).toBeNull();
    expect(ready(NOW - STALE_PROOF_MS, null).nag).toBe('stale-proof');
  });

  it('A clock that was set back makes no proof stale', () => {
    expect(ready(NOW + 400 * DAY, null).nag).toBeNull();
  });

  it('Only keys that open the account on its tier are counted', () => {
    const credentials = sampleKeys(['roaming, anchored', 'device-bound, anchored', 'synced']);
    expect(readiness(sampleProtected({ credentials }), NOW).keys).toBe(3);
    expect(readiness(sampleProtected({ tier: 'hardware', credentials }), NOW).keys).toBe(2);
  });
});
