import { describe, expect, it } from 'vitest';
import {
  NOW,
  SORT_NAMES,
  SORTS,
  sampleAccount,
  sampleKey,
  sampleProtected,
  sampleStandard,
} from '../account/account.sample.ts';
import { TIERS } from '../tier.ts';
import { decideUse } from './decide-use.ts';
import { SUSPENSIONS } from './key.sample.ts';
import { ownTouchFrom } from './key-stage.ts';

const belowFloor = { allowed: false, refusal: { tag: 'ceremony-failed', why: 'below-floor' } };

describe('proving presence', () => {
  it('A suspended key proves nothing, whoever suspended it, on every tier', () => {
    for (const tier of TIERS) {
      for (const suspension of SUSPENSIONS) {
        for (const name of SORT_NAMES) {
          expect(decideUse(sampleAccount(tier, []), sampleKey(name, 1, { suspension }), NOW), name).toEqual({
            allowed: false,
            refusal: { tag: 'key-suspended', comesBackAt: ownTouchFrom(sampleKey(name, 1, { suspension })) },
          });
        }
      }
    }
  });

  it('With the hardware floor only a device-bound key of a vouched-for maker proves anything', () => {
    for (const name of SORT_NAMES) {
      const decision = decideUse(sampleProtected({ tier: 'hardware' }), sampleKey(name), NOW);
      expect(decision, name).toEqual(SORTS[name].hardware ? { allowed: true, facts: undefined } : belowFloor);
    }
  });

  it('On the other tiers every registered key proves presence', () => {
    for (const name of SORT_NAMES) {
      expect(decideUse(sampleStandard(), sampleKey(name), NOW).allowed, name).toBe(true);
      expect(decideUse(sampleProtected({ tier: 'advanced' }), sampleKey(name), NOW).allowed, name).toBe(true);
    }
  });
});
