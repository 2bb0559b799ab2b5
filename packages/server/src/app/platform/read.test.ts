// What is said before anybody signs in: the platform's name and what it offers, from configuration alone.

import { expect, it } from 'vitest';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { setFact } from '../../storage/fact.ts';
import { readPlatform } from './read.ts';

describeUseCase('the platform', (world) => {
  it('says what it is called, where it is and whether it is set up, and writes nothing', async () => {
    const platform = {
      name: 'Example AI',
      publicUrl: 'https://account.example.com',
      mode: 'production',
      signUpOpen: false,
      helpUrl: 'https://example.com/help',
      retention: { ...world.deps.platform.retention, particularsDays: 400 },
    } as const;
    const deps = { ...world.deps, platform, policy: { ...world.deps.policy, defaultTier: 'advanced' } as const };
    const left = await leaves(deps, () => readPlatform(deps));
    expect(factsOf(left.answer)).toEqual({
      name: 'Example AI',
      host: 'account.example.com',
      mode: 'production',
      signUp: false,
      defaultTier: 'advanced',
      setUp: false,
      helpUrl: 'https://example.com/help',
      geoCredit: { text: 'IP geolocation by DB-IP', url: 'https://db-ip.com' },
      kept: { particularsDays: 400, sessionDays: 30, deliveredDays: 30 },
    });
    expect(left.changed).toEqual([]);
    await world.deps.store.write((tx) => setFact(tx, 'setup.done-at', '1'));
    expect(factsOf(await readPlatform(deps)).setUp).toBe(true);
  });
});
