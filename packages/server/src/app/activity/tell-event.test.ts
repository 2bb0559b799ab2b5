// What a holder sees of an event: everything but what names other things of the server's.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { record } from '../record.ts';
import { tellEvent } from './tell-event.ts';

describeUseCase('an event as its holder sees it', (world) => {
  it('says if it came from the session that asks, and leaves out ids, user agent and request', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const other = await signIn(world.deps, account);
    await world.deps.store.write((tx) => record(world.deps, tx, caller, 'account.rename', account, { done: true }));
    const row = (await world.deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').selectAll().where('operation', '=', 'account.rename').executeTakeFirst(),
    )) as AuditEventRow;
    expect([tellEvent(world.deps, caller, row).thisSession, tellEvent(world.deps, other, row).thisSession]).toEqual([
      true,
      false,
    ]);
    const told = JSON.stringify(tellEvent(world.deps, caller, row));
    for (const hidden of [account.id, caller.session.id, caller.requestId]) expect(told).not.toContain(hidden);
  });
});
