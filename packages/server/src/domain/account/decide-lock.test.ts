import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from './account.sample.ts';
import { decideLock } from './decide-lock.ts';

const DAY = 24 * 3_600_000;
const trusted = sampleKey('roaming', 1);
const added = sampleKey('synced', 2, { createdAt: NOW - DAY, trustedAt: NOW + 13 * DAY });
const vouchedFor = sampleKey('roaming', 3, { trustedAt: NOW + DAY, confirmedUntil: NOW + DAY });
const shutOut = sampleKey('roaming', 4, { trustedAt: NOW + DAY, suspension: { by: 'link', at: NOW } });

describe('Lock', () => {
  it('suspends every new key and no trusted one, and pauses young channels', () => {
    const lock = decideLock(sampleProtected({ credentials: [trusted, added, vouchedFor, shutOut] }), 'session', NOW);
    expect(lock).toMatchObject({ suspends: [added, vouchedFor], spares: [], pausesYoungChannels: true });
  });

  it('by a link spares keys that were vouched for, and what they had opened', () => {
    const lock = decideLock(sampleProtected({ credentials: [trusted, added, vouchedFor] }), 'link', NOW);
    expect(lock).toMatchObject({ suspends: [added], spares: [vouchedFor], pausesYoungChannels: true });
  });

  it('suspends nothing, and pauses no channel, where no trusted way in would be left', () => {
    for (const by of ['session', 'link'] as const) {
      const lock = decideLock(sampleProtected({ credentials: [added] }), by, NOW);
      expect(lock).toMatchObject({ suspends: [], spares: [], pausesYoungChannels: false });
    }
  });

  it('by a link begins no freeze of a standard account anew for 30 days, by a session it does', () => {
    const frozen = (before: number) => sampleStandard({ credentials: [trusted], frozenAt: NOW - before });
    const lock = (by: 'session' | 'link', before: number) => {
      const { frozenAt, freezes } = decideLock(frozen(before), by, NOW);
      return [NOW - frozenAt, freezes];
    };
    expect(lock('link', DAY)).toEqual([DAY, true]);
    expect(lock('link', 8 * DAY)).toEqual([8 * DAY, false]);
    expect(lock('link', 30 * DAY)).toEqual([0, true]);
    expect(lock('session', DAY)).toEqual([0, true]);
    const kept = sampleProtected({ credentials: [trusted], frozenAt: NOW - 8 * DAY });
    expect(decideLock(kept, 'link', NOW)).toMatchObject({ frozenAt: NOW, freezes: true });
  });

  it('of a standard account without a trusted key leaves its password and second factor', () => {
    const factors = { password: { setAt: NOW }, totp: { setAt: NOW } };
    const lock = decideLock(sampleStandard({ ...factors, credentials: [added] }), 'session', NOW);
    expect(lock).toMatchObject({ suspends: [added], spares: [], pausesYoungChannels: true });
  });
});
