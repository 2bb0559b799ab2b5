// A sealed event as exports tell it.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { TOLD } from '../../domain/audit/told-event.ts';
import type { SealableEvent } from '../../storage/tables.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { tellSealed } from './tell-sealed.ts';

describeUseCase('an event as exports tell it', (world) => {
  it('has its place in the log and all that is on record, and is not there until it is sealed', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const id = await world.deps.store.write((tx) =>
      record(
        world.deps,
        tx,
        caller,
        'credential.add',
        account,
        { done: true },
        { subject: 'Blue key', effectiveAt: 9 },
      ),
    );
    const row = async () =>
      (await world.deps.store.read((tx) =>
        tx.q.selectFrom('audit_event').selectAll().where('id', '=', id).executeTakeFirst(),
      )) as SealableEvent;
    const unsealed = await row();
    expect(() => tellSealed(unsealed)).toThrow('is not sealed');
    await sealEvents(world.deps, TEST_TIME);
    const told = tellSealed(await row());
    expect(Object.keys(told).sort()).toEqual([...TOLD].sort());
    expect(told).toMatchObject({
      id,
      position: 0,
      operation: 'credential.add',
      account: account.id,
      session: caller.session.id,
      subject: 'Blue key',
      effectiveAt: 9,
    });
  });
});
