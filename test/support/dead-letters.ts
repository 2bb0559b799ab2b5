// What could not be delivered, as an operator finds it: alerts that were tried for two days and given up.

import { beforeEach } from 'vitest';
import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import { record } from '../../packages/server/src/app/record.ts';
import type { OutboxRow } from '../../packages/server/src/storage/alert-tables.ts';
import { type MadeAccount, makeAccount, makeCaller, signIn } from './accounts.ts';
import { TEST_TIME } from './clock.ts';
import type { World } from './use-case.ts';

/** When they were given up. */
export const GIVEN_UP_AT = TEST_TIME + 40 * 60 * 60_000;

export interface DeadLetters {
  operator(): Promise<SignedInCaller>;
  /** Alerts of as many password changes, and what becomes of all that waits: given up. */
  giveUp(alerts: number, error?: string): Promise<MadeAccount>;
  rows(): Promise<readonly OutboxRow[]>;
}

/** For a suite of its own: nothing is queued, and nobody listens, when a test begins. */
export function deadLetters(world: World): DeadLetters {
  beforeEach(() =>
    world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await tx.q.deleteFrom('alert_channel').execute();
    }),
  );
  return {
    operator: async () => signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced', role: 'operator' })),
    giveUp: async (alerts, error = 'connect ECONNREFUSED 192.0.2.1:25') => {
      const { deps } = world;
      const account = await makeAccount(deps);
      for (let alert = 0; alert < alerts; alert++) {
        await deps.store.write((tx) => record(deps, tx, makeCaller(), 'password.set', account, { done: true }));
      }
      await deps.store.write((tx) =>
        tx.q
          .updateTable('outbox')
          .set({ dead_at: GIVEN_UP_AT, attempts: 45, last_error: error })
          .where('done_at', 'is', null)
          .execute(),
      );
      return account;
    },
    rows: () => world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().orderBy('id').execute()),
  };
}
