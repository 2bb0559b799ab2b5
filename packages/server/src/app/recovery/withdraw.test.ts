// Giving a recovery up: with its secret alone, at once, waiting or ripe; on record and told.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { readRecovery } from './read.ts';
import { withdrawRecovery } from './withdraw.ts';

describeUseCase('giving a recovery up', (world) => {
  const withdraw = (caseSecret: string, now: number) =>
    leaves(world.deps, () => withdrawRecovery(world.deps, asker(now), { caseSecret }));

  it.each([0, 71, 73])('ends it %i hours after its start, and the holder hears of it', async (hours) => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const begun = await begin(world.deps, account, asker(TEST_TIME));
    const now = TEST_TIME + hours * HOUR_MS;
    const left = await withdraw(begun.caseSecret, now);
    expect(left.answer).toEqual(allow({}));
    expect(left.events.at(-1)).toMatchObject({
      operation: 'recovery.withdraw',
      actor: 'stranger',
      subject: begun.caseNumber,
    });
    expect(left.alerts.at(-1)).toBe(`${account.email}: recovery.withdraw done`);
    const read = await readRecovery(world.deps, asker(now), begun);
    expect(factsOf(read)).toMatchObject({ state: 'vetoed', endedAt: now });
  });

  it('happens once, and not with a secret that fits no case', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { caseSecret } = await begin(world.deps, account, asker(TEST_TIME));
    const both = await Promise.all([1, 2].map(() => withdrawRecovery(world.deps, asker(TEST_TIME), { caseSecret })));
    expect(both).toEqual([allow({}), refuse({ tag: 'recovery-ended' })]);
    expect((await withdraw('0000 0000 0000 0000 0000', TEST_TIME)).answer).toEqual(refuse({ tag: 'link-refused' }));
  });

  it('spends nothing, and is no stop: the same key begins another case that waits as long', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const first = await begin(world.deps, account, asker(TEST_TIME));
    await withdraw(first.caseSecret, TEST_TIME);
    const second = await begin(world.deps, account, asker(TEST_TIME));
    expect(second).toMatchObject({ begunWith: 'one', stoppedBy: 'any', ripensAt: first.ripensAt });
    expect(second.caseSecret).not.toBe(first.caseSecret);
  });
});
