// Stopping a hold: any live session, without a fresh proof; what two proofs began, a trusted key; once, and only its own.

import { expect, it } from 'vitest';
import { makeAccount, showSecondKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { makeId } from '../../domain/id.ts';
import { insertHold, listOpenHolds } from '../../storage/hold.ts';
import { leaveProtection } from '../protection/change.ts';
import { vetoHold } from './veto.ts';

describeUseCase('stopping a hold', (world) => {
  const waiting = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { hold } = factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    if (!hold) throw new Error('it waits');
    return { account, hold };
  };

  it('needs no fresh proof, is on record and told', async () => {
    const { account, hold } = await waiting();
    const opened = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    const caller = { ...opened, now: TEST_TIME + 3_000_000 };
    const left = await leaves(world.deps, () => vetoHold(world.deps, caller, { holdId: hold.id }));
    expect(left.answer).toEqual(allow({}));
    expect(left.events).toMatchObject([
      {
        ...byHolder(caller),
        operation: 'hold.veto',
        outcome: 'done',
        subject: 'protection.leave',
        key_name: 'Blue key',
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: hold.veto done`]);
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').selectAll().where('id', '=', hold.id).executeTakeFirst(),
    );
    expect(row).toMatchObject({ state: 'vetoed', ended_at: caller.now });
  });

  it('stops the one that was named, and leaves others waiting', async () => {
    const { account, hold } = await waiting();
    await world.deps.store.write(async (tx) => {
      const [first] = await listOpenHolds(tx, account.id);
      if (!first) throw new Error('a hold waits');
      const id = makeId('hold', world.deps.random.bytes(16));
      const other = { ...first, id, kind: 'email.change', ripensAt: first.ripensAt - 1 } as const;
      await insertHold(tx, account.id, other, other.ripensAt);
    });
    await vetoHold(world.deps, await signIn(world.deps, account), { holdId: hold.id });
    const left = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    expect(left.map(({ kind }) => kind)).toEqual(['email.change']);
  });

  it('happens once', async () => {
    const { account, hold } = await waiting();
    const caller = await signIn(world.deps, account);
    const decisions = await Promise.all([1, 2].map(() => vetoHold(world.deps, caller, { holdId: hold.id })));
    expect(decisions).toEqual([allow({}), refuse({ tag: 'not-found' })]);
  });

  it('of another account is refused, on record, and leaves it waiting', async () => {
    const { hold } = await waiting();
    const stranger = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' }));
    const left = await leaves(world.deps, () => vetoHold(world.deps, stranger, { holdId: hold.id }));
    expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
    expect(left.events).toMatchObject([{ ...byHolder(stranger), outcome: 'refused', reason: 'not-found' }]);
    expect(left.changed).toEqual(['audit_event']);
  });

  it('is in time while it is ready and nobody has finished it', async () => {
    const { account, hold } = await waiting();
    const caller = await signIn(world.deps, account, { now: TEST_TIME + HOLD_MS });
    const left = await leaves(world.deps, () => vetoHold(world.deps, caller, { holdId: hold.id }));
    expect(left.answer).toEqual(allow({}));
    expect(left.events.map(({ operation }) => operation)).toEqual(['hold.ready', 'hold.veto']);
  });

  it('that two proofs began takes a fresh trusted key', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, {}, { trustedAt: TEST_TIME + 1 }] });
    const caller = await signIn(world.deps, account);
    await showSecondKey(world.deps, caller, account.keys[1]);
    const { hold } = factsOf(await leaveProtection(world.deps, caller));
    if (!hold) throw new Error('it waits');
    const stale = { ...caller, now: TEST_TIME + 301_000 };
    expect(await vetoHold(world.deps, stale, { holdId: hold.id })).toEqual(
      refuse({ tag: 'step-up-required', ageSecondsMax: 300 }),
    );
    const fresh = await signIn(world.deps, account, { with: account.keys[2] ?? null });
    expect(await vetoHold(world.deps, fresh, { holdId: hold.id })).toEqual(
      refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }),
    );
    expect(await vetoHold(world.deps, caller, { holdId: hold.id })).toEqual(allow({}));
  });
});
