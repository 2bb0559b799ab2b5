// The file of an export.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import type { EventId } from '../../domain/id.ts';
import { lockAccountNow } from '../account/lock.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { downloadActivity } from './download.ts';
import { exportActivity } from './export.ts';

describeUseCase('the file of an export', (world) => {
  it('goes on behind any entry to the same end, without its head', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write(async (tx) => {
      for (let index = 0; index < 1100; index++) {
        await record(world.deps, tx, makeCaller({ now: TEST_TIME + index }), 'account.rename', account, { done: true });
      }
    });
    for (let turn = 0; turn < 6; turn++) await sealEvents(world.deps, TEST_TIME);
    const caller = await signIn(world.deps, account);
    const { ticket } = factsOf(await exportActivity(world.deps, caller, { format: 'csv' }));
    const fetch = async (after?: EventId) => {
      const { chunks } = factsOf(await downloadActivity(world.deps, caller, { ticket, after }));
      let text = '';
      for await (const chunk of chunks) text += chunk;
      return text;
    };
    const whole = await fetch();
    const rows = whole.trimEnd().split('\r\n');
    expect(rows).toHaveLength(1101);
    for (const place of [1, 500, 1099, 1100]) {
      const id = rows[place]?.split(',')[0]?.replaceAll('"', '') as EventId;
      const upTo = rows.slice(0, place + 1).join('\r\n').length + 2;
      expect(whole.slice(0, upTo) + (await fetch(id))).toBe(whole);
    }
  });

  it('breaks off where its session is ended while it comes', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const { ticket } = factsOf(await exportActivity(world.deps, caller, { format: 'csv' }));
    const { chunks } = factsOf(await downloadActivity(world.deps, caller, { ticket }));
    factsOf(await lockAccountNow(world.deps, caller));
    await expect(chunks[Symbol.asyncIterator]().next()).rejects.toThrow('was ended');
  });
});
