// Ending sessions: one, all others, this one, everything; each on record, and none of another account.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { endOthers, endSession, signOut } from './end.ts';

describeUseCase('ending sessions', (world) => {
  const three = async (tier: 'standard' | 'advanced' = 'standard') => {
    const account = await makeAccount(world.deps, { tier });
    const open = () => signIn(world.deps, account, { caller: { userAgent: 'curl/8.5' } });
    return { account, here: await open(), there: await open(), away: await open() };
  };
  const alive = async ({ account }: Awaited<ReturnType<typeof three>>) => {
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('account_id', '=', account.id).execute(),
    );
    return rows.filter((row) => row.ended_at === null).map((row) => row.id);
  };

  it('one by one names the device that it was', async () => {
    const all = await three();
    const left = await leaves(world.deps, () => endSession(world.deps, all.here, { sessionId: all.there.session.id }));
    expect(left.answer).toEqual(allow({ ended: 1 }));
    const [row] = await world.deps.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('id', '=', all.there.session.id).execute(),
    );
    expect(row).toMatchObject({ ended_at: TEST_TIME, end_reason: 'session.end' });
    expect(left.events).toMatchObject([
      { ...byHolder(all.here), operation: 'session.end', outcome: 'done', subject: row?.device },
    ]);
    expect(left.alerts).toEqual([]);
    expect((await alive(all)).sort()).toEqual([all.here.session.id, all.away.session.id].sort());
  });

  it('that are another account’s, ended already, or nobody’s is refused alike and on record', async () => {
    const [mine, theirs] = [await three(), await three()];
    await signOut(world.deps, mine.away);
    const absent = mine.away.session.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) as never;
    for (const sessionId of [theirs.here.session.id, mine.away.session.id, absent]) {
      const left = await leaves(world.deps, () => endSession(world.deps, mine.here, { sessionId }));
      expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
      expect(left.events).toMatchObject([{ operation: 'session.end', outcome: 'refused', reason: 'not-found' }]);
      expect(left.changed).toEqual(['audit_event']);
    }
    expect(await alive(theirs)).toHaveLength(3);
  });

  it.each([
    ['session.end-others', endOthers, 2, 1],
    ['session.sign-out', signOut, 1, 2],
  ] as const)('by %s ends just those, and says how many', async (operation, end, ended, left) => {
    const [mine, theirs] = [await three(), await three()];
    const done = await leaves(world.deps, () => end(world.deps, mine.here));
    expect(done.answer).toEqual(allow(operation === 'session.end-others' ? { ended, left: 0 } : { ended }));
    expect(done.events).toMatchObject([{ ...byHolder(mine.here), operation, outcome: 'done' }]);
    expect(await alive(mine)).toHaveLength(left);
    expect((await alive(mine)).includes(mine.here.session.id)).toBe(operation === 'session.end-others');
    expect(await alive(theirs)).toHaveLength(3);
  });

  it('all but one is told to a protected holder', async () => {
    for (const tier of ['standard', 'advanced'] as const) {
      const all = await three(tier);
      const others = await leaves(world.deps, () => endOthers(world.deps, all.here));
      expect(others.alerts).toEqual(tier === 'standard' ? [] : [`${all.account.email}: session.end-others done`]);
    }
  });

  it('of all others, where there is none, is on record and told to nobody', async () => {
    const { here, account } = await three('advanced');
    await endOthers(world.deps, here);
    const again = await leaves(world.deps, () => endOthers(world.deps, here));
    expect(again.events).toMatchObject([{ operation: 'session.end-others', account_id: account.id, outcome: 'done' }]);
    expect(again.alerts).toEqual([]);
  });

  it('happens once: a session that signed out cannot do so again', async () => {
    const { here } = await three();
    await signOut(world.deps, here);
    const again = await leaves(world.deps, () => signOut(world.deps, here));
    expect(again.answer).toEqual(refuse({ tag: 'signed-out' }));
    expect(again.changed).toEqual([]);
  });
});
