import { describe, expect, it } from 'vitest';
import { TRANSPORTS, type Transport } from './credential.ts';
import { isRoaming, worksElsewhere } from './works-elsewhere.ts';

const CABLES: readonly Transport[] = ['usb', 'nfc', 'ble', 'smart-card'];

/** All 64 sets of transports with each attachment and with and without synchronisation. */
const KEYS = Array.from({ length: 2 ** TRANSPORTS.length }, (_, mask) =>
  TRANSPORTS.filter((_transport, index) => mask & (1 << index)),
).flatMap((transports) =>
  (['platform', 'cross-platform', null] as const).flatMap((attachment) =>
    [true, false].map((backupEligible) => ({ transports, attachment, backupEligible })),
  ),
);

describe('the cross-device rule', () => {
  it('A key roams when it is cross-platform or reached by cable, radio or card', () => {
    expect(KEYS).toHaveLength(64 * 3 * 2);
    for (const key of KEYS) {
      const reached = CABLES.some((cable) => key.transports.includes(cable));
      expect(isRoaming(key), JSON.stringify(key)).toBe(key.attachment === 'cross-platform' || reached);
    }
  });

  it('A key works elsewhere when it roams, is synced, or is usable over hybrid', () => {
    for (const key of KEYS) {
      const expected = key.backupEligible || key.transports.includes('hybrid') || isRoaming(key);
      expect(worksElsewhere(key), JSON.stringify(key)).toBe(expected);
    }
  });

  it('A key bound to its device works nowhere else, and an unknown one is taken for such a key', () => {
    const stuck = KEYS.filter((key) => !worksElsewhere(key));
    expect(stuck).toEqual([
      { transports: [], attachment: 'platform', backupEligible: false },
      { transports: [], attachment: null, backupEligible: false },
      { transports: ['internal'], attachment: 'platform', backupEligible: false },
      { transports: ['internal'], attachment: null, backupEligible: false },
    ]);
  });
});
