// Deleting an account: asked for freshly by a trusted key, told on the way, carried out at its time where two proofs began
// it, and not while somebody recovers the account.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  makeAccount,
  makeCaller,
  ROAMING,
  showSecondKey,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { DELETION_MS } from '../../domain/hold/hold.ts';
import { loadAccount, setRole } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { disownAlert } from '../alert/disown.ts';
import { DISOWN_MS, makeDisownLink } from '../alert/disown-link.ts';
import { workDueHolds } from '../hold/announce.ts';
import { vetoHold } from '../hold/veto.ts';
import { deleteAccount } from './delete.ts';
import { readAccount } from './read.ts';
import { renameAccount } from './rename.ts';

const DAY_MS = 24 * HOUR_MS;

describeUseCase('the deletion of an account', (world) => {
  const asked = async (now = TEST_TIME, tier: 'standard' | 'advanced' = 'advanced') => {
    const account = await makeAccount(world.deps, { tier, keys: [ROAMING, BUILT_IN] });
    const caller = await signIn(world.deps, account, { now });
    await showSecondKey(world.deps, caller, account.keys[1]);
    const { hold } = factsOf(await deleteAccount(world.deps, caller));
    if (!hold) throw new Error('it waits');
    return { account, caller, hold };
  };
  const work = (now: number) => leaves(world.deps, () => workDueHolds(world.deps, now));
  const isThere = async (id: Parameters<typeof loadAccount>[1]) =>
    (await world.deps.store.read((tx) => loadAccount(tx, id))) !== null;

  it.each(['standard', 'advanced'] as const)(
    'of a %s account by two proofs waits 14 days, is told three times, and leaves no account',
    async (tier) => {
      const start = TEST_TIME + (tier === 'standard' ? 0 : 100 * DAY_MS);
      const account = await makeAccount(world.deps, { tier, keys: [ROAMING, BUILT_IN] });
      const caller = await signIn(world.deps, account, { now: start });
      await showSecondKey(world.deps, caller, account.keys[1]);
      const left = await leaves(world.deps, () => deleteAccount(world.deps, caller));
      expect(factsOf(left.answer).hold).toMatchObject({ kind: 'account.delete', ripensAt: start + 14 * DAY_MS });
      expect(left.alerts).toEqual([`${account.email}: account.delete done`]);
      expect(left.changed).toEqual(['audit_event', 'hold', 'outbox', 'session']);
      const told: string[] = [];
      for (let hours = 0; hours < 14 * 24; hours += 12) {
        told.push(...(await work(start + hours * HOUR_MS)).alerts.map((alert) => `day ${hours / 24} ${alert}`));
        expect(await isThere(account.id)).toBe(true);
      }
      expect(told).toEqual([7, 13].map((day) => `day ${day} ${account.email}: hold.announce done`));
      await workDueHolds(world.deps, start + DELETION_MS);
      expect(await isThere(account.id)).toBe(false);
      expect(await readAccount(world.deps, caller)).toMatchObject({ refusal: { tag: 'signed-out' } });
    },
  );

  it('is carried out at its time by the next use, where the job is late', async () => {
    const { account, caller } = await asked();
    const late = { ...caller, now: TEST_TIME + DELETION_MS };
    expect(await renameAccount(world.deps, late, { displayName: 'Still here' })).toEqual(refuse({ tag: 'signed-out' }));
    expect(await isThere(account.id)).toBe(false);
  });

  it('that one proof began is stopped by any session, and by the link of an alert without one', async () => {
    for (const stop of ['session', 'link'] as const) {
      const account = await makeAccount(world.deps, { tier: 'advanced' });
      const { hold } = factsOf(await deleteAccount(world.deps, await signIn(world.deps, account)));
      if (!hold) throw new Error('it waits');
      if (stop === 'session') {
        const other = await signIn(world.deps, account, { with: account.keys[1] ?? null });
        factsOf(await vetoHold(world.deps, { ...other, now: TEST_TIME + 60 * 60_000 }, { holdId: hold.id }));
      } else {
        const [event] = await world.deps.store.read((tx) =>
          tx.q.selectFrom('audit_event').select('id').where('account_id', '=', account.id).execute(),
        );
        if (!event) throw new Error('what was asked for is on record');
        const link = makeDisownLink(world.deps.keyRing, {
          accountId: account.id,
          eventId: event.id,
          expiresAt: TEST_TIME + DISOWN_MS,
        });
        const made = makeCaller({ now: TEST_TIME + 13 * DAY_MS });
        expect(factsOf(await disownAlert(world.deps, made, { link })).holdsStopped).toBe(1);
      }
      await workDueHolds(world.deps, TEST_TIME + DELETION_MS);
      expect(await isThere(account.id)).toBe(true);
    }
  });

  it('that one proof began does not happen by itself', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf(await deleteAccount(world.deps, await signIn(world.deps, account)));
    await workDueHolds(world.deps, TEST_TIME + DELETION_MS);
    await workDueHolds(world.deps, TEST_TIME + 2 * DELETION_MS);
    expect(await isThere(account.id)).toBe(true);
  });

  it('wants a fresh proof, a trusted key, and no account that looks after the platform', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const stale = { ...caller, now: TEST_TIME + 6 * 60_000 };
    expect(await deleteAccount(world.deps, stale)).toMatchObject({ refusal: { tag: 'step-up-required' } });
    const young = await makeAccount(world.deps, { tier: 'advanced', at: TEST_TIME - HOUR_MS });
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('credential')
        .set({ trusted_at: TEST_TIME + HOUR_MS })
        .where('account_id', '=', young.id)
        .execute(),
    );
    expect(await deleteAccount(world.deps, await signIn(world.deps, young))).toMatchObject({
      refusal: { tag: 'key-not-trusted' },
    });
    const staff = await makeAccount(world.deps, { tier: 'advanced', role: 'support' });
    expect(await deleteAccount(world.deps, await signIn(world.deps, staff))).toEqual(
      refuse({ tag: 'not-permitted', why: 'role' }),
    );
    expect(await deleteAccount(world.deps, caller)).toMatchObject({ allowed: true });
    expect(await deleteAccount(world.deps, caller)).toEqual(refuse({ tag: 'hold-exists' }));
  });

  it('waits on while a recovery is open, so that whoever comes back can still stop it', async () => {
    const { account } = await asked();
    const begun = await begin(world.deps, account, asker(TEST_TIME + 13 * DAY_MS));
    await workDueHolds(world.deps, TEST_TIME + DELETION_MS);
    expect(await isThere(account.id)).toBe(true);
    // Once an hour, not without end.
    expect((await work(TEST_TIME + DELETION_MS + 1)).answer).toBe(0);
    const holds = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    expect(holds.map(({ kind }) => kind)).toEqual(['account.delete', 'recovery']);
    await workDueHolds(world.deps, begun.ripensAt + 15 * DAY_MS);
    await workDueHolds(world.deps, begun.ripensAt + 15 * DAY_MS + HOUR_MS);
    expect(await isThere(account.id)).toBe(false);
  });

  it('waits on while its person is staff, also where they were made so after asking', async () => {
    const { account } = await asked();
    await world.deps.store.write((tx) => setRole(tx, account.id, 'support'));
    await workDueHolds(world.deps, TEST_TIME + DELETION_MS);
    expect(await isThere(account.id)).toBe(true);
    await world.deps.store.write((tx) => setRole(tx, account.id, 'holder'));
    await workDueHolds(world.deps, TEST_TIME + DELETION_MS + HOUR_MS);
    expect(await isThere(account.id)).toBe(false);
  });
});
