// How long a recovery waits: longer at once, shorter slowly, and never both at once.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import type { WaitHours } from '../../domain/recovery/recovery-key-record.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { lengthenWait, shortenWait } from './set-wait.ts';

describeUseCase('the wait of a recovery', (world) => {
  const holder = async (waitHours: WaitHours) => {
    const account = await makeAccount(world.deps, { tier: 'advanced', waitHours });
    return { account, caller: await signIn(world.deps, account) };
  };
  const waitOf = async ({ id }: { id: Parameters<typeof loadAccount>[1] }) => {
    const account = await world.deps.store.read((tx) => loadAccount(tx, id));
    return account?.tier === 'standard' ? null : account?.waitHours;
  };

  it('gets longer at once, on record and told', async () => {
    const { account, caller } = await holder(72);
    const left = await leaves(world.deps, () => lengthenWait(world.deps, caller, { waitHours: 168 }));
    expect(left.answer).toEqual(allow({}));
    expect(await waitOf(account)).toBe(168);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'wait.lengthen', subject: '168' }]);
    expect(left.alerts).toEqual([`${account.email}: wait.lengthen done`]);
  });

  it('gets shorter after a wait of its own, which lengthening stops', async () => {
    const { account, caller } = await holder(168);
    const { hold } = factsOf(await shortenWait(world.deps, caller, { waitHours: 72 }));
    expect(hold).toMatchObject({ kind: 'wait.shorten', waitHours: 72, ripensAt: TEST_TIME + HOLD_MS });
    expect(await waitOf(account)).toBe(168);
    expect(await shortenWait(world.deps, caller, { waitHours: 72 })).toEqual(refuse({ tag: 'hold-exists' }));
    await world.deps.store.write((tx) =>
      tx.q.updateTable('account').set({ wait_hours: 72 }).where('id', '=', account.id).execute(),
    );
    factsOf(await lengthenWait(world.deps, caller, { waitHours: 168 }));
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).toEqual([]);
  });

  it('that is as long, or as short, already is refused', async () => {
    const [short, long] = [await holder(72), await holder(168)];
    const unchanged = refuse({ tag: 'wait-unchanged' });
    expect(await lengthenWait(world.deps, long.caller, { waitHours: 168 })).toEqual(unchanged);
    expect(await shortenWait(world.deps, short.caller, { waitHours: 72 })).toEqual(unchanged);
  });
});
