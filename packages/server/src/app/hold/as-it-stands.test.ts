// While the clock is in doubt nothing lapses: not a change that waits, not a recovery, not what a link would stop.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { doubt } from '../../../../../test/support/doubt.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { wouldStop } from '../alert/what-waits.ts';
import { leaveProtection } from '../protection/change.ts';
import { viewHolds } from './view.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;
const LATE = RIPENS + CLAIM_MS + HOUR_MS;

describeUseCase('what waits while the clock is in doubt', (world) => {
  const look = (id: AccountId, now = LATE) =>
    world.deps.store.read(async (tx) => {
      const account = await loadAccount(tx, id);
      if (!account) throw new Error('the account is there');
      const views = await viewHolds(world.deps, tx, account, await listOpenHolds(tx, id), now);
      const holds = views.map(({ kind, state, expiresAt, recovery }) => ({
        is: `${kind} ${state}`,
        until: recovery?.expiresAt ?? expiresAt,
      }));
      return { holds: holds.sort((a, b) => a.is.localeCompare(b.is)), ...(await wouldStop(tx, account, now)) };
    });

  it('has not lapsed, and can be stopped, whatever the clock shows', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    await begin(world.deps, account, asker(TEST_TIME));
    const lapsed = await look(account.id);
    expect(lapsed).toMatchObject({ stops: 0, stopsRecovery: false });
    expect(lapsed.holds.map(({ is }) => is)).toEqual(['protection.leave expired', 'recovery expired']);
    await doubt(world.deps, RIPENS + HOUR_MS);
    const until = LATE + CLAIM_MS - HOUR_MS;
    expect(await look(account.id)).toEqual({
      holds: [
        { is: 'protection.leave ripe', until },
        { is: 'recovery ripe', until },
      ],
      stops: 1,
      stopsRecovery: true,
    });
  });

  it('has lapsed where it had before the doubt began', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    await doubt(world.deps, RIPENS + CLAIM_MS);
    expect((await look(account.id)).holds.map(({ is }) => is)).toEqual(['protection.leave expired']);
  });
});
