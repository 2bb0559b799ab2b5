// A recovery key typed beside a key: compared first, failures alone are counted, and none is used up.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { contentsOf, describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { allow } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { listRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import { hashRecoveryKey } from './hash.ts';
import { makeRecoveryKeyPair } from './make-pair.ts';
import { matchTypedRecoveryKey } from './match-typed.ts';

const LIMIT = 'come-back.account';

describeUseCaseOnBoth('a recovery key typed beside a key', (world) => {
  const match = (accountId: AccountId, recoveryKey: string, now = TEST_TIME) =>
    world.deps.store.write((tx) =>
      matchTypedRecoveryKey(world.deps, tx, accountId, { recoveryKey, limit: LIMIT, now }),
    );
  const stranger = () => makeRecoveryKeyPair(world.deps).recoveryKeys[0] ?? '';

  it('is known by its number, however it is spelt, is proved by that and good again', async () => {
    const { id, recoveryKeys } = await makeAccount(world.deps, { tier: 'advanced' });
    for (const [index, key] of recoveryKeys.entries()) {
      for (const spelt of [key, key.toLowerCase(), key.replaceAll(' ', ''), key.replaceAll(' ', '-')]) {
        expect(await match(id, spelt)).toEqual(allow({ ordinal: index + 1 }));
      }
    }
    const kept = await world.deps.store.read((tx) => listRecoveryKeys(tx, id, 'live'));
    expect(kept.map(({ provedAt, spentAt }) => [provedAt, spentAt])).toEqual([
      [TEST_TIME, null],
      [TEST_TIME, null],
    ]);
    expect((await contentsOf(world.deps.store)).throttle).toEqual([]);
  });

  it('that is staged, void, mistyped or another’s is refused, each with what may be said of it', async () => {
    const { id, recoveryKeys } = await makeAccount(world.deps, { tier: 'advanced' });
    const staged = stranger();
    await world.deps.store.write(async (tx) => {
      await stageRecoveryKeys(tx, id, [hashRecoveryKey(world.deps.keyRing, staged.replaceAll(' ', ''))], TEST_TIME);
      await tx.q
        .updateTable('recovery_key')
        .set({ spent_at: TEST_TIME })
        .where('account_id', '=', id)
        .where('ordinal', '=', 1)
        .where('live', '=', 1)
        .execute();
    });
    expect(await match(id, recoveryKeys[0] ?? '')).toMatchObject({ refusal: { tag: 'recovery-key-void' } });
    for (const typed of [staged, stranger(), 'nothing like it']) {
      expect(await match(id, typed)).toMatchObject({ refusal: { tag: 'recovery-key-refused' } });
    }
  });

  it('that is wrong is counted by account, and a right one passes when the counter is full', async () => {
    const [mine, other] = [
      await makeAccount(world.deps, { tier: 'advanced' }),
      await makeAccount(world.deps, { tier: 'advanced' }),
    ];
    for (let tries = 0; tries < LIMITS[LIMIT].points; tries++) await match(mine.id, stranger());
    expect(await match(mine.id, stranger())).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(await match(other.id, stranger())).toMatchObject({ refusal: { tag: 'recovery-key-refused' } });
    expect(await match(mine.id, mine.recoveryKeys[1] ?? '')).toEqual(allow({ ordinal: 2 }));
    const later = TEST_TIME + LIMITS[LIMIT].seconds * 1000;
    expect(await match(mine.id, stranger(), later)).toMatchObject({ refusal: { tag: 'recovery-key-refused' } });
  });
});
