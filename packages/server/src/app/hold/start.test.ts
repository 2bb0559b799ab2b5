// Starting a hold: it waits 72 hours, is announced from its start, and is the only one of its kind.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { HoldKind } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { endHold } from '../../storage/hold.ts';
import { startHold } from './start.ts';

const HOUR_MS = 3_600_000;

describeUseCase('starting a hold', (world) => {
  const start = (made: MadeAccount, kind: HoldKind, newEmail: string | null = null) =>
    leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, made.id);
        if (!account) throw new Error('the account was just made');
        const startedWith = account.credentials[0] ?? null;
        return startHold(world.deps, tx, account, { kind, newEmail, startedWith, caller: makeCaller() });
      }),
    );

  it('waits 72 hours, knows its key and its address, and is due again half-way', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const left = await start(account, 'email.change', 'new@example.com');
    const hold = factsOf(left.answer);
    expect(hold).toMatchObject({ state: 'waiting', ripensAt: TEST_TIME + 72 * HOUR_MS });
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').selectAll().where('id', '=', hold.id).executeTakeFirst(),
    );
    expect(row).toMatchObject({
      account_id: account.id,
      kind: 'email.change',
      started_at: TEST_TIME,
      next_at: TEST_TIME + 36 * HOUR_MS,
      announced: 1,
      started_with: account.keys[0]?.id,
      new_email: 'new@example.com',
      ended_at: null,
    });
  });

  it('leaves the telling to its caller, and the account as it is', async () => {
    const left = await start(await makeAccount(world.deps, { tier: 'advanced' }), 'protection.leave');
    expect(left.changed).toEqual(['hold']);
  });

  it('is refused while one of its kind waits, on this account alone', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await start(account, 'protection.leave');
    const again = await start(account, 'protection.leave');
    expect(again.answer).toEqual(refuse({ tag: 'hold-exists' }));
    expect(again.changed).toEqual([]);
    expect((await start(account, 'email.change')).answer.allowed).toBe(true);
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    expect((await start(other, 'protection.leave')).answer.allowed).toBe(true);
  });

  it.each(['vetoed', 'done'] as const)('may be asked for again once the last one is %s', async (state) => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { id } = factsOf((await start(account, 'protection.leave')).answer);
    await world.deps.store.write((tx) => endHold(tx, account.id, id, state, TEST_TIME));
    expect((await start(account, 'protection.leave')).answer.allowed).toBe(true);
  });
});
