// Giving keys back as it was decided, and nothing beyond: who is suspended instead, what becomes trusted, what is stopped.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, makeCaller, ROAMING } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accountNow, beginHold, keyAt, keyNow, openHolds, suspend } from '../../../../../test/support/keys.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { giveBack } from './give-back.ts';

const DAY_MS = 86_400_000;

describeUseCase('giving keys back', (world) => {
  const scene = async () => {
    const young = { ...ROAMING, trustedAt: TEST_TIME + DAY_MS };
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [BUILT_IN, young, young] });
    const [other, key, third] = [keyAt(account, 0), keyAt(account, 1), keyAt(account, 2)];
    for (const each of [key, third]) await suspend(world.deps, account, each, { by: 'link', at: TEST_TIME - 1 });
    return { account, other, key, third };
  };

  it('brings back and makes trusted those that were decided on, and no other', async () => {
    for (const becomeTrusted of [true, false]) {
      const { account, other, key, third } = await scene();
      const [now, back, by] = [
        await accountNow(world.deps, account),
        await keyNow(world.deps, account, key),
        await keyNow(world.deps, account, other),
      ];
      await world.deps.store.write((tx) =>
        giveBack(world.deps, tx, makeCaller({ now: TEST_TIME }), now, { back: [back], becomeTrusted, instead: [] }, by),
      );
      expect(await keyNow(world.deps, account, key)).toMatchObject({
        suspension: null,
        confirmedUntil: TEST_TIME + 30 * DAY_MS,
        trustedAt: becomeTrusted ? TEST_TIME : TEST_TIME + DAY_MS,
      });
      expect((await keyNow(world.deps, account, third)).suspension).not.toBeNull();
    }
  });

  it('stops the key’s ending where who brings it back may: a new key stops what one proof began', async () => {
    for (const [proofs, left] of [
      [1, []],
      [2, ['credential.remove']],
    ] as const) {
      const { account, other, key, third } = await scene();
      await beginHold(world.deps, account, { kind: 'credential.remove', proofs, with: other, credentialId: key.id });
      await beginHold(world.deps, account, {
        kind: 'credential.remove',
        proofs: 1,
        with: other,
        credentialId: third.id,
      });
      const [now, back] = [await accountNow(world.deps, account), await keyNow(world.deps, account, key)];
      const itself = { ...back, suspension: null };
      await world.deps.store.write((tx) =>
        giveBack(
          world.deps,
          tx,
          makeCaller({ now: TEST_TIME }),
          now,
          { back: [back], becomeTrusted: false, instead: [] },
          itself,
        ),
      );
      expect(await openHolds(world.deps, account)).toEqual([...left, 'credential.remove']);
    }
  });

  it('of a key that is not suspended any more is a fault, which rolls everything back', async () => {
    const { account, other } = await scene();
    const [now, active] = [await accountNow(world.deps, account), await keyNow(world.deps, account, other)];
    const act = world.deps.store.write((tx) =>
      giveBack(
        world.deps,
        tx,
        makeCaller({ now: TEST_TIME }),
        now,
        { back: [active], becomeTrusted: true, instead: [] },
        active,
      ),
    );
    await expect(act).rejects.toThrow(/comes back/);
  });
});
