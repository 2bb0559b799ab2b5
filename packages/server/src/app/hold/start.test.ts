// Putting a hold in place: it waits, knows what began it, and is the only one of its kind.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { endHold, findHold } from '../../storage/hold.ts';
import { type HoldAsked, startHold } from './start.ts';

const HOUR_MS = 3_600_000;

describeUseCase('starting a hold', (world) => {
  const start = (made: MadeAccount, asked: Partial<HoldAsked> & Pick<HoldAsked, 'kind'>) =>
    leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, made.id);
        if (!account) throw new Error('the account was just made');
        const startedWith = account.credentials[0] ?? null;
        const whole = {
          ripensAt: TEST_TIME + HOLD_MS,
          proofs: 1,
          startedWith,
          caller: makeCaller(),
          ...asked,
        } as const;
        return startHold(world.deps, tx, account, whole);
      }),
    );

  it('keeps what began it, what it is about, and which keys were trusted then', async () => {
    const young = { nickname: 'New key', trustedAt: TEST_TIME + 1 };
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, {}, young] });
    const [desk, phone] = account.keys;
    const left = await start(account, { kind: 'email.change', newEmail: 'new@example.com' });
    const hold = factsOf(left.answer);
    expect(hold).toMatchObject({ state: 'waiting', ripensAt: TEST_TIME + 72 * HOUR_MS, proofs: 1, stoppedBy: 'any' });
    expect(await world.deps.store.read((tx) => findHold(tx, account.id, hold.id))).toEqual({
      ...hold,
      startedWith: desk?.id,
      trustedThen: [desk?.id, phone?.id],
      newEmail: 'new@example.com',
    });
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').select(['next_at', 'announced']).where('id', '=', hold.id).executeTakeFirst(),
    );
    expect(row).toEqual({ next_at: TEST_TIME + 36 * HOUR_MS, announced: 1 });
  });

  it('leaves the telling to its caller, and the account as it is', async () => {
    const left = await start(await makeAccount(world.deps, { tier: 'advanced' }), { kind: 'protection.leave' });
    expect(left.changed).toEqual(['hold']);
  });

  it('by two proofs is stopped by a trusted key alone', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const hold = factsOf((await start(account, { kind: 'protection.leave', proofs: 2 })).answer);
    expect(hold.stoppedBy).toBe('trusted-key');
  });

  it('is refused while one of its kind waits, on this account alone', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await start(account, { kind: 'protection.leave' });
    const again = await start(account, { kind: 'protection.leave' });
    expect(again.answer).toEqual(refuse({ tag: 'hold-exists' }));
    expect(again.changed).toEqual([]);
    expect((await start(account, { kind: 'email.change' })).answer.allowed).toBe(true);
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    expect((await start(other, { kind: 'protection.leave' })).answer.allowed).toBe(true);
  });

  it('goes side by side with one about another key', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    for (const key of account.keys) {
      expect((await start(account, { kind: 'credential.remove', credentialId: key.id })).answer.allowed).toBe(true);
    }
  });

  it('by two proofs takes the place of one that a single proof began, and never the reverse', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const planted = factsOf((await start(account, { kind: 'protection.leave', proofs: 1 })).answer);
    const own = factsOf((await start(account, { kind: 'protection.leave', proofs: 2 })).answer);
    const states = await world.deps.store.read((tx) =>
      Promise.all([planted, own].map(async ({ id }) => (await findHold(tx, account.id, id))?.state)),
    );
    expect(states).toEqual(['vetoed', 'waiting']);
    for (const proofs of [1, 2] as const) {
      expect((await start(account, { kind: 'protection.leave', proofs })).answer).toEqual(
        refuse({ tag: 'hold-exists' }),
      );
    }
  });

  it.each(['vetoed', 'done', 'expired'] as const)('may be asked for again once the last one is %s', async (state) => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { id } = factsOf((await start(account, { kind: 'protection.leave' })).answer);
    await world.deps.store.write((tx) => endHold(tx, account.id, id, state, TEST_TIME));
    expect((await start(account, { kind: 'protection.leave' })).answer.allowed).toBe(true);
  });
});
