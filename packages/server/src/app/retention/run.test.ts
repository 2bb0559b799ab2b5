// Retention: a dry run counts and changes nothing, a run lets go of just that and says so, and every proof holds afterwards.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { checkDatabase } from '../../../../cli/src/audit/check-database.ts';
import type { Operator } from '../../operator.ts';
import { listCheckpoints } from '../../storage/log.ts';
import { readEntries } from '../log/read-entries.ts';
import { readLog } from '../log/read-log.ts';
import { sealEvents } from '../log/seal.ts';
import { leaveProtection } from '../protection/change.ts';
import { record } from '../record.ts';
import { planRetention, runRetention, runRetentionDaily } from './run.ts';

const DAY_MS = 86_400_000;
const POLICY = { particularsDays: 90, sessionDays: 30, deliveredDays: 30, undeliveredDays: 90, webhookLogDays: 30 };
const LATER = TEST_TIME + 200 * DAY_MS;
const BROWSER = 'Mozilla/5.0 (OldOne/1.0)';

describeUseCaseOnBoth('retention', (world) => {
  const eventsOf = (id: string) =>
    world.deps.store.read((tx) =>
      tx.q
        .selectFrom('audit_event')
        .selectAll()
        .where('account_id', '=', id as never)
        .orderBy('id')
        .execute(),
    );

  it('counts, waits for a clock in doubt, lets go of just what it counted, and keeps proofs true', async () => {
    const { deps } = world;
    const account = await makeAccount(deps);
    const holding = await makeAccount(deps, { tier: 'advanced' });
    const caller = await signIn(deps, account, { caller: { userAgent: BROWSER } });
    await deps.store.write(async (tx) => {
      for (let index = 0; index < 450; index++) {
        await record(deps, tx, caller, 'account.rename', account, { done: true }, { subject: `Name ${index}` });
      }
      await record(deps, tx, caller, 'credential.add', account, { done: true }, { subject: 'Blue key' });
      await record(deps, tx, makeCaller({ ...caller, session: null }), 'sign-in.key', holding, { done: true });
    });
    factsOf(await leaveProtection(deps, await signIn(deps, holding)));
    while ((await sealEvents(deps, TEST_TIME)) > 0);
    const planned = await leaves(deps, () => planRetention(deps, POLICY, LATER));
    expect(planned.changed).toEqual([]);
    expect(planned.answer).toMatchObject([
      { rule: 'particulars', table: 'audit_event', rows: 450, oldest: TEST_TIME },
      { rule: 'sessions', table: 'session', rows: 1 },
      { rule: 'delivered', table: 'outbox', rows: 0, oldest: null },
      { rule: 'undelivered', table: 'outbox', rows: 0 },
      { rule: 'webhook-log', table: 'webhook_delivery', rows: 0 },
    ]);
    await eachDoubt(deps, async (doubting) => {
      const left = await leaves(doubting, () => runRetention(doubting, POLICY, LATER));
      expect(left).toMatchObject({ answer: null, changed: [] });
      expect(await runRetentionDaily(doubting, POLICY, LATER)).toBe(false);
    });
    const gone = await runRetention(deps, POLICY, LATER);
    expect(gone?.map(({ rule, rows }) => `${rule} ${rows}`).slice(0, 2)).toEqual(['particulars 450', 'sessions 1']);
    const events = await eventsOf(account.id);
    expect(events.filter(({ user_agent }) => user_agent !== null).map(({ operation }) => operation)).toEqual([
      'credential.add',
    ]);
    // What happened stays readable; what is waiting even keeps where it came from.
    expect(events.map(({ subject }) => subject)).toContain('Name 449');
    expect((await eventsOf(holding.id)).every(({ ip }) => ip !== null)).toBe(true);
    const [said] = await deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').selectAll().where('operation', '=', 'retention.run').execute(),
    );
    expect(said).toMatchObject({ subject: 'particulars 450, sessions 1', actor: 'system', account_id: null });
    while ((await sealEvents(deps, LATER)) > 0);
    const operator: Partial<Operator> = {
      readLog: async () => factsOf(await readLog(deps)),
      readEntries: (range) => readEntries(deps, range),
      async *readCheckpoints() {
        yield* await deps.store.read((tx) => listCheckpoints(tx, 0, 1000));
      },
      findStrayEvents: async () => [],
    };
    expect(await checkDatabase(operator as Operator)).toMatchObject({ erased: 450 });
    expect((await runRetention(deps, POLICY, LATER))?.every(({ rows }) => rows === 0)).toBe(true);
  });

  it('runs once a day, and without a limit lets go of nothing', async () => {
    const { deps } = world;
    const forever = { ...POLICY, particularsDays: null };
    const start = LATER + 400 * DAY_MS;
    expect(await runRetentionDaily(deps, forever, start)).toBe(true);
    expect(await runRetentionDaily(deps, forever, start + DAY_MS - 1)).toBe(false);
    expect(await runRetentionDaily(deps, forever, start + DAY_MS)).toBe(true);
    const kept = await deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').select('id').where('user_agent', '=', BROWSER).execute(),
    );
    expect(kept.length).toBeGreaterThan(0);
  });
});
