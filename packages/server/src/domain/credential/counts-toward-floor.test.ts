import { expect, it } from 'vitest';
import { TIERS } from '../tier.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';

const TRUSTS = ['none', 'self', 'unanchored', 'anchored'] as const;

it('Every key counts for the standard and the advanced tier', () => {
  for (const tier of TIERS.filter((one) => one !== 'hardware')) {
    for (const backupEligible of [true, false]) {
      for (const attestationTrust of TRUSTS) {
        expect(countsTowardFloor({ backupEligible, attestationTrust }, tier)).toBe(true);
      }
    }
  }
});

it('Only a device-bound key whose maker FIDO metadata vouches for counts as hardware', () => {
  const counting = [true, false].flatMap((backupEligible) =>
    TRUSTS.map((attestationTrust) => ({ backupEligible, attestationTrust })).filter((key) =>
      countsTowardFloor(key, 'hardware'),
    ),
  );
  expect(counting).toEqual([{ backupEligible: false, attestationTrust: 'anchored' }]);
});
