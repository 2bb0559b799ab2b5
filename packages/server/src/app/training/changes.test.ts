// The stream of changes: each once, in the order of the sealed log, and nothing that changes no answer.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { sealEvents } from '../log/seal.ts';
import { recordBySystem } from '../record.ts';
import { listTrainingChanges } from './changes.ts';
import { optIn, optOut } from './opt.ts';

describeUseCase('changes of the training ledger', (world) => {
  const seal = async () => {
    while ((await sealEvents(world.deps, TEST_TIME)) > 0);
  };
  const changes = async (after = -1) => factsOf(await listTrainingChanges(world.deps, { after }));

  it('come once they are sealed, each once, and go on from where one stopped', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    factsOf(await optOut(world.deps, caller));
    expect(await changes()).toEqual({ changes: [], next: -1, more: false });
    await seal();
    const first = await changes();
    expect(first.changes).toMatchObject([{ accountId: account.id, at: TEST_TIME }]);
    expect(first.more).toBe(false);
    expect((await changes(first.next)).changes).toEqual([]);
    factsOf(await optIn(world.deps, caller));
    // Refused: it changes nothing.
    await optIn(world.deps, caller);
    await seal();
    const second = await changes(first.next);
    expect(second.changes).toHaveLength(1);
    expect(second.changes[0]?.position).toBeGreaterThan(first.changes[0]?.position ?? 0);
  });

  it('are of leaving protection, and not of the other things that wait', async () => {
    const account = await makeAccount(world.deps);
    const { next } = await changes();
    await world.deps.store.write(async (tx) => {
      for (const subject of ['email.change', 'protection.leave']) {
        await recordBySystem(world.deps, tx, TEST_TIME, 'hold.ripen', account, { subject });
      }
    });
    await seal();
    expect((await changes(next)).changes).toHaveLength(1);
  });
});
