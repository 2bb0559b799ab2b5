// Reminders by mail: when a recovery could fail, once, after everybody's alerts, and not again within a month.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { RANK } from '../../domain/alert/channel.ts';
import { STALE_PROOF_MS } from '../../domain/recovery/readiness.ts';
import { REMIND_EVERY_MS } from '../../domain/recovery/reminder.ts';
import { withdrawRecovery } from '../recovery/withdraw.ts';
import { practiseRecovery } from './practise.ts';
import { remindHolders } from './remind.ts';

describeUseCaseOnBoth('reminders of recovery', (world) => {
  /** Of one account: others in the same database are looked at too. */
  const remind = async (email: string, now: number) => {
    const left = await leaves(world.deps, () => remindHolders(world.deps, now));
    return left.alerts.filter((alert) => alert.startsWith(`${email}:`));
  };
  const told = (email: string) => [`${email}: recovery-key.remind done`];

  it('one recovery key left is told once, again after a month, and not while a recovery waits', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    expect(await remind(account.email, TEST_TIME)).toEqual([]);
    const { caseSecret } = await begin(world.deps, account, asker(TEST_TIME));
    await world.deps.store.write(async (tx) => {
      const first = tx.q.updateTable('recovery_key').set({ spent_at: TEST_TIME }).where('ordinal', '=', 1);
      await first.where('account_id', '=', account.id).execute();
      await tx.q.updateTable('account').set({ remind_at: TEST_TIME }).where('id', '=', account.id).execute();
    });
    // The recovery's own alerts are enough while it waits.
    expect(await remind(account.email, TEST_TIME + HOUR_MS)).toEqual([]);
    factsOf(await withdrawRecovery(world.deps, asker(TEST_TIME + 2 * HOUR_MS), { caseSecret }));
    const first = TEST_TIME + 26 * HOUR_MS;
    expect(await remind(account.email, first)).toEqual(told(account.email));
    expect(await remind(account.email, first + 1)).toEqual([]);
    expect(await remind(account.email, first + REMIND_EVERY_MS - 1)).toEqual([]);
    expect(await remind(account.email, first + REMIND_EVERY_MS)).toEqual(told(account.email));
    // A clock that is set back reminds of nothing anew.
    expect(await remind(account.email, first)).toEqual([]);
    const [row] = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('outbox')
        .innerJoin('audit_event', 'audit_event.id', 'outbox.event_id')
        .select(['rank', 'subject', 'outcome', 'actor'])
        .where('outbox.account_id', '=', account.id)
        .where('operation', '=', 'recovery-key.remind')
        .execute(),
    );
    expect(row).toEqual({ rank: RANK.platform, subject: 'one-left', outcome: 'done', actor: 'system' });
  });

  it('the last drill was half a year ago: told once; a drill puts it off for half a year', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const stale = TEST_TIME + STALE_PROOF_MS;
    expect(await remind(account.email, stale - 200 * 24 * HOUR_MS)).toEqual([]);
    expect(await remind(account.email, stale)).toEqual(told(account.email));
    const drill = stale + HOUR_MS;
    const caller = await signIn(world.deps, account, { now: drill });
    factsOf(await practiseRecovery(world.deps, caller, { recoveryKey: account.recoveryKeys[0] ?? '' }));
    expect(await remind(account.email, stale + REMIND_EVERY_MS)).toEqual([]);
    expect(await remind(account.email, drill + STALE_PROOF_MS - 1)).toEqual([]);
    expect(await remind(account.email, drill + STALE_PROOF_MS)).toEqual(told(account.email));
  });

  it('is sent once by two servers that look at the same moment', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const at = TEST_TIME + 2 * STALE_PROOF_MS;
    const left = await leaves(world.deps, () => Promise.all([1, 2].map(() => remindHolders(world.deps, at))));
    expect(left.alerts.filter((alert) => alert.startsWith(`${account.email}:`))).toEqual(told(account.email));
  });

  it('a standard account is reminded of nothing', async () => {
    const account = await makeAccount(world.deps);
    expect(await remind(account.email, TEST_TIME + 2 * STALE_PROOF_MS)).toEqual([]);
  });
});
