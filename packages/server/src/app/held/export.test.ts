// The export of everything that is held: asked for freshly, told, rarely, by its own session, and only of that person.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { endOthers } from '../session/end.ts';
import { downloadData, exportData } from './export.ts';

describeUseCase('an export of what is held', (world) => {
  it('is on record and told on any account, wants a fresh proof, and waits on probation', async () => {
    for (const tier of ['standard', 'advanced'] as const) {
      const account = await makeAccount(world.deps, { tier });
      const caller = await signIn(world.deps, account);
      const left = await leaves(world.deps, () => exportData(world.deps, caller));
      expect(left.alerts).toEqual([`${account.email}: data.export done`]);
      expect(left.events).toMatchObject([{ operation: 'data.export', account_id: account.id }]);
      const stale = { ...caller, now: TEST_TIME + 6 * 60_000 };
      expect(await exportData(world.deps, stale)).toMatchObject({ refusal: { tag: 'step-up-required' } });
    }
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    await world.deps.store.write((tx) =>
      tx.q.updateTable('account').set({ recovered_at: TEST_TIME }).where('id', '=', account.id).execute(),
    );
    expect(await exportData(world.deps, caller)).toMatchObject({ refusal: { tag: 'recovery-probation' } });
  });

  it('is had three times a day', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    for (let times = 0; times < 3; times++) factsOf(await exportData(world.deps, caller));
    expect(await exportData(world.deps, caller)).toMatchObject({ refusal: { tag: 'throttled' } });
  });

  it('is fetched by the session that asked for it alone', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const { ticket } = factsOf(await exportData(world.deps, caller));
    const refused = refuse({ tag: 'link-refused' });
    const same = await signIn(world.deps, account);
    for (const by of [same, { ...caller, now: TEST_TIME + 15 * 60_000 }]) {
      expect(await downloadData(world.deps, by, { ticket })).toEqual(refused);
    }
    expect(factsOf(await downloadData(world.deps, caller, { ticket })).name).toBe('held-data-2026-06-01.json');
  });

  it('breaks off where its session is ended while it comes', async () => {
    const account = await makeAccount(world.deps);
    const [thief, holder] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const { ticket } = factsOf(await exportData(world.deps, thief));
    const chunks = factsOf(await downloadData(world.deps, thief, { ticket })).chunks[Symbol.asyncIterator]();
    expect((await chunks.next()).done).toBe(false);
    factsOf(await endOthers(world.deps, holder));
    await expect(chunks.next()).rejects.toThrow('was ended');
  });
});
