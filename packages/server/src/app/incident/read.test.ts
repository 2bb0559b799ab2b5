// Reading the checklist: what is asked on this tier, and what was answered when.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { answerIncident, openIncident } from '../../storage/incident.ts';
import { readIncident } from './read.ts';

describeUseCase('reading the checklist', (world) => {
  it('is nothing where nothing happened', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    expect(factsOf(await readIncident(world.deps, caller))).toEqual({ incident: null });
  });

  it('says what was answered, and how much is left', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write(async (tx) => {
      await openIncident(tx, account.id, 'lock', TEST_TIME);
      await answerIncident(tx, account.id, 'sessions', TEST_TIME + 1);
    });
    expect(factsOf(await readIncident(world.deps, await signIn(world.deps, account)))).toEqual({
      incident: {
        openedAt: TEST_TIME,
        by: 'lock',
        left: 2,
        questions: [
          { question: 'keys', answeredAt: null },
          { question: 'sessions', answeredAt: TEST_TIME + 1 },
          { question: 'channels', answeredAt: null },
        ],
        about: { keys: account.keys.map(({ nickname }) => nickname), suspendedKeys: [], contacts: [], channels: [] },
      },
    });
  });
});
