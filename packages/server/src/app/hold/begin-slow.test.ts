// Beginning something slow: one proof waits, two are done at once or wait without a further touch, and are used up.

import { expect, it } from 'vitest';
import { makeAccount, showSecondKey, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { done, operate } from '../operate.ts';
import type { QueuedAlert } from '../outbox/queue-alert.ts';
import { leaveProtection, lowerFloor } from '../protection/change.ts';
import { workDueHolds } from './announce.ts';
import { beginSlow } from './begin-slow.ts';

describeUseCase('something slow', (world) => {
  const hardware = async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware' });
    return { account, caller: await signIn(world.deps, account) };
  };
  const tierOf = async (id: Parameters<typeof loadAccount>[1]) =>
    (await world.deps.store.read((tx) => loadAccount(tx, id)))?.tier;

  it('that one proof begins waits, and names when it is ready', async () => {
    const { account, caller } = await hardware();
    const left = await leaves(world.deps, () => lowerFloor(world.deps, caller));
    const { hold } = factsOf(left.answer);
    expect(hold).toMatchObject({ proofs: 1, stoppedBy: 'any', ripensAt: TEST_TIME + HOLD_MS });
    expect(left.events).toMatchObject([{ operation: 'protection.lower-floor', effective_at: TEST_TIME + HOLD_MS }]);
    expect(await tierOf(account.id)).toBe('hardware');
  });

  it('that two proofs begin is done at once, and told as done', async () => {
    const { account, caller } = await hardware();
    await showSecondKey(world.deps, caller, account.keys[1]);
    const left = await leaves(world.deps, () => lowerFloor(world.deps, caller));
    expect(factsOf(left.answer)).toEqual({ hold: null });
    expect(left.events).toMatchObject([{ operation: 'protection.lower-floor', effective_at: null }]);
    expect(await tierOf(account.id)).toBe('advanced');
  });

  it('that two proofs make at once ends the same change that waits, told as stopped', async () => {
    const { account, caller } = await hardware();
    factsOf(await lowerFloor(world.deps, caller));
    await showSecondKey(world.deps, caller, account.keys[1]);
    const left = await leaves(world.deps, () => lowerFloor(world.deps, caller));
    expect(factsOf(left.answer)).toEqual({ hold: null });
    expect(left.events).toMatchObject([
      { operation: 'hold.veto', subject: 'protection.lower-floor' },
      { operation: 'protection.lower-floor' },
    ]);
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).toEqual([]);
  });

  it('about another thing goes on waiting while two proofs make the same of this one', async () => {
    const { account, caller } = await hardware();
    const [one, two] = [await makeChannel(world.deps, account.id), await makeChannel(world.deps, account.id)];
    const stop = (channelId: typeof one) =>
      operate(world.deps, caller, 'webhook.remove', async (work) => {
        const begun = await beginSlow(world.deps, caller, work, { kind: 'channel.stop', channelId });
        return begun.allowed ? done({}, begun.facts.evidence) : begun;
      });
    factsOf(await stop(one));
    factsOf(await stop(two));
    await showSecondKey(world.deps, caller, account.keys[1]);
    factsOf(await stop(two));
    const open = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    expect(open.map(({ channelId }) => channelId)).toEqual([one]);
  });

  it('uses up the second proof: it finishes one change', async () => {
    const { account, caller } = await hardware();
    await showSecondKey(world.deps, caller, account.keys[1]);
    factsOf(await leaveProtection(world.deps, caller));
    expect(factsOf(await lowerFloor(world.deps, caller)).hold).toMatchObject({ proofs: 1 });
  });

  it('that is refused uses up no second proof', async () => {
    const { account, caller } = await hardware();
    await showSecondKey(world.deps, caller, account.keys[1]);
    const asked = { kind: 'channel.stop', channelId: 'chan_of-nobody' as never } as const;
    const refused = await operate(world.deps, caller, 'protection.lower-floor', async (work) => {
      const begun = await beginSlow(world.deps, caller, work, asked);
      return begun.allowed ? done({}, begun.facts.evidence) : begun;
    });
    expect(refused).toEqual(refuse({ tag: 'not-found' }));
    await lowerFloor(world.deps, caller);
    expect(await tierOf(account.id)).toBe('advanced');
  });

  it('with a second proof that is older than the step-up time waits as with one', async () => {
    const { account, caller } = await hardware();
    const early = { ...caller, now: TEST_TIME - 301_000 };
    await showSecondKey(world.deps, early, account.keys[1]);
    expect(factsOf(await lowerFloor(world.deps, caller)).hold).toMatchObject({ proofs: 1 });
  });

  it('with a wait that is fixed waits with two proofs too, and a trusted key alone stops it', async () => {
    const { account, caller } = await hardware();
    await showSecondKey(world.deps, caller, account.keys[1]);
    const { hold } = factsOf(await leaveProtection(world.deps, caller));
    expect(hold).toMatchObject({ proofs: 2, stoppedBy: 'trusted-key', expiresAt: null });
    expect(await tierOf(account.id)).toBe('hardware');
  });

  it.each([1, 2] as const)('that %i of its proofs began tells so in every mail about it', async (proofs) => {
    const { account, caller } = await hardware();
    if (proofs === 2) await showSecondKey(world.deps, caller, account.keys[1]);
    factsOf(await leaveProtection(world.deps, caller));
    await workDueHolds(world.deps, TEST_TIME + HOLD_MS / 2);
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').select('payload_sealed').where('account_id', '=', account.id).execute(),
    );
    const told = rows
      .map(({ payload_sealed }) => world.deps.keyRing.open('outbox', payload_sealed ?? '')?.toString() ?? '')
      .map((text) => (JSON.parse(text) as { content: QueuedAlert }).content)
      .filter(({ event }) => event.effective_at !== null);
    expect(told.map(({ event }) => event.operation)).toEqual(['protection.leave', 'hold.announce']);
    const hold = { proofs, stoppedBy: proofs === 2 ? 'trusted-key' : 'any', startedWith: account.keys[0]?.nickname };
    for (const { particulars } of told) expect(particulars).toEqual({ hold });
  });

  it('is not finished by a clock that is in doubt, by any number of proofs', async () => {
    const { account, caller } = await hardware();
    await eachDoubt(world.deps, async (deps) => {
      await showSecondKey(deps, caller, account.keys[1]);
      expect(await lowerFloor(deps, caller)).toEqual(refuse({ tag: 'clock-doubted' }));
    });
    expect(await tierOf(account.id)).toBe('hardware');
  });

  it('is not for a new key, on record and told', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, { trustedAt: TEST_TIME + 1 }] });
    const caller = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    const left = await leaves(world.deps, () => leaveProtection(world.deps, caller));
    expect(left.answer).toEqual(refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }));
    expect(left.alerts).toEqual([`${account.email}: protection.leave refused`]);
  });
});
