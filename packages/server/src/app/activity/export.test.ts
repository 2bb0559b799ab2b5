// A holder's own export: asked for freshly, on record, rarely, and of nobody else's.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { downloadActivity } from './download.ts';
import { exportActivity } from './export.ts';

const MINUTE_MS = 60_000;

describeUseCaseOnBoth('an export of the activity', (world) => {
  const text = async (chunks: AsyncIterable<string>) => {
    let whole = '';
    for await (const chunk of chunks) whole += chunk;
    return whole;
  };

  it('of a protected account is recorded and told, and has what is sealed of that account alone', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const other = await makeAccount(world.deps);
    for (const about of [account, other]) {
      await world.deps.store.write((tx) =>
        record(world.deps, tx, makeCaller(), 'account.rename', about, { done: true }, { subject: '=1+1' }),
      );
    }
    await sealEvents(world.deps, TEST_TIME);
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => exportActivity(world.deps, caller, { format: 'csv' }));
    expect(left.events).toMatchObject([{ operation: 'activity.export', outcome: 'done', subject: 'CSV' }]);
    expect(left.alerts).toEqual([`${account.email}: activity.export done`]);
    const { ticket, expiresAt } = factsOf(left.answer);
    expect(expiresAt).toBe(TEST_TIME + 15 * MINUTE_MS);
    const file = factsOf(await downloadActivity(world.deps, caller, { ticket }));
    expect(file).toMatchObject({ name: 'activity-2026-06-01.csv', type: 'text/csv; charset=utf-8' });
    const rows = (await text(file.chunks)).trimEnd().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain(`"'=1+1"`);
    expect(rows[1]).toContain(account.id);
  });

  it('wants a fresh proof, and waits while an account that was recovered is on probation', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const later = { ...caller, now: TEST_TIME + 6 * MINUTE_MS };
    expect(await exportActivity(world.deps, later, { format: 'csv' })).toMatchObject({
      refusal: { tag: 'step-up-required' },
    });
    await world.deps.store.write((tx) =>
      tx.q.updateTable('account').set({ recovered_at: TEST_TIME }).where('id', '=', account.id).execute(),
    );
    expect(await exportActivity(world.deps, caller, { format: 'csv' })).toMatchObject({
      refusal: { tag: 'recovery-probation' },
    });
  });

  it('is had a few times an hour', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    for (let times = 0; times < LIMITS['export.account'].points; times++) {
      factsOf(await exportActivity(world.deps, caller, { format: 'ndjson' }));
    }
    expect(await exportActivity(world.deps, caller, { format: 'ndjson' })).toMatchObject({
      refusal: { tag: 'throttled' },
    });
  });

  it('is fetched by the session that asked for it and by nobody else, for a quarter of an hour', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const { ticket } = factsOf(await exportActivity(world.deps, caller, { format: 'ndjson' }));
    const refused = refuse({ tag: 'link-refused' });
    const same = await signIn(world.deps, account);
    const stranger = await signIn(world.deps, await makeAccount(world.deps));
    for (const by of [same, stranger, { ...caller, now: TEST_TIME + 15 * MINUTE_MS }]) {
      expect(await downloadActivity(world.deps, by, { ticket })).toEqual(refused);
    }
    expect(await downloadActivity(world.deps, caller, { ticket: 'a.made-up-ticket-of-nobody' })).toEqual(refused);
  });
});
