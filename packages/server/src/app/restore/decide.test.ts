// What the operator decides about an older copy is on record, brings back what it says and nothing else, and is said once.

import { afterEach, expect, it } from 'vitest';
import { type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addTwoKeys, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { tellAll } from '../../../../../test/support/told.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { LONGEST_WAIT_MS, type RestoreDecision } from '../../domain/restore/void-rule.ts';
import { replaceBackupCodes, spendBackupCode } from '../../storage/backup-code.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { leaveProtection } from '../protection/change.ts';
import { beginRecovery } from '../recovery/begin.ts';
import { completeRecovery } from '../recovery/complete.ts';
import { throttle } from '../throttle.ts';
import { decideRestore } from './decide.ts';
import { recordRestoration } from './record-restoration.ts';

const AT = TEST_TIME + 10_000;
const DECIDED = AT + 24 * HOUR_MS;
const KEEP: RestoreDecision = { holds: 'resume', codes: 'keep', guesses: 'wait' };
const VOID: RestoreDecision = { holds: 'cancel', codes: 'void', guesses: 'wait' };

describeUseCaseOnBoth('a decision', (world) => {
  afterEach(() =>
    world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('restoration').execute();
      await tx.q.deleteFrom('throttle').execute();
      await tx.q.deleteFrom('audit_event').execute();
    }),
  );
  const restore = (at = AT) =>
    world.deps.store.write((tx) =>
      recordRestoration(world.deps, tx, { why: 'command', foundSize: 7, knownSize: null, takenAt: null }, at),
    );
  const decide = (decision: RestoreDecision, now = DECIDED) =>
    leaves(world.deps, () => decideRestore(world.deps, decision, now));
  const protectedAccount = () => makeAccount(world.deps, { tier: 'advanced', waitHours: 72 });
  const holdsOf = ({ id }: MadeAccount) => world.deps.store.read((tx) => listOpenHolds(tx, id));

  it('lets what waited wait again, in full, tells the holder, and is on record', async () => {
    const account = await protectedAccount();
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    await restore();
    expect(await holdsOf(account)).toEqual([]);
    const { answer, events, alerts } = await decide(KEEP);
    expect(answer).toEqual(allow({ resumed: 1, cancelled: 0 }));
    expect(events).toMatchObject([
      { operation: 'restore.decide', actor: 'system', account_id: null, subject: expect.stringMatching(/waits again/) },
      { operation: 'restore.resume-hold', account_id: account.id, effective_at: DECIDED + HOLD_MS },
    ]);
    expect(alerts).toEqual([`${account.email}: restore.resume-hold done`]);
    expect(await holdsOf(account)).toMatchObject([
      { kind: 'protection.leave', state: 'waiting', startedAt: DECIDED, ripensAt: DECIDED + HOLD_MS, announced: 1 },
    ]);
    await world.deps.store.write((tx) => tx.q.deleteFrom('hold').execute());
  });

  it('lets what waited be over', async () => {
    const account = await protectedAccount();
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    await restore();
    expect((await decide(VOID)).answer).toEqual(allow({ resumed: 0, cancelled: 1 }));
    expect(await holdsOf(account)).toEqual([]);
    // A later restore's decision does not bring it back either.
    await restore(AT + 1);
    expect((await decide(KEEP)).answer).toEqual(allow({ resumed: 0, cancelled: 0 }));
  });

  it('puts nothing beside what the holder has asked for anew', async () => {
    const account = await protectedAccount();
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    await restore();
    const again = await signIn(world.deps, account, { now: AT + 1 });
    factsOf(await leaveProtection(world.deps, again));
    expect((await decide(KEEP)).answer).toEqual(allow({ resumed: 0, cancelled: 1 }));
    expect(await holdsOf(account)).toHaveLength(1);
    await world.deps.store.write((tx) => tx.q.deleteFrom('hold').execute());
  });

  it('lets a recovery go on: after the longest wait, with both its proofs', async () => {
    const account = await protectedAccount();
    const begun = await begin(world.deps, account, asker(TEST_TIME));
    await restore();
    await decide(KEEP);
    const [hold] = await holdsOf(account);
    expect(hold).toMatchObject({ kind: 'recovery', state: 'waiting', ripensAt: DECIDED + LONGEST_WAIT_MS });
    await tellAll(world.deps, DECIDED);
    const ripe = asker(DECIDED + LONGEST_WAIT_MS, '203.0.113.3');
    await addTwoKeys(world.deps, ripe, begun);
    factsOf(await completeRecovery(world.deps, ripe, begun));
  });

  it('lets each of two recoveries of an account go on', async () => {
    const account = await protectedAccount();
    await begin(world.deps, account, asker(TEST_TIME));
    await begin(world.deps, account, asker(TEST_TIME), 1);
    await restore();
    await decide(KEEP);
    expect(await holdsOf(account)).toMatchObject([{ kind: 'recovery' }, { kind: 'recovery' }]);
  });

  it('makes recovery keys good again, and lets what they begin wait the longest time', async () => {
    const account = await protectedAccount();
    await restore();
    await decide(KEEP);
    const asked = { email: account.email, recoveryKey: account.recoveryKeys[1] ?? '' };
    const { ripensAt } = factsOf(await beginRecovery(world.deps, asker(DECIDED, '203.0.113.4'), asked));
    expect(ripensAt).toBe(DECIDED + LONGEST_WAIT_MS);
  });

  it('makes backup codes good again that were not used when the copy was taken, and no others', async () => {
    const { id } = await makeAccount(world.deps);
    await world.deps.store.write(async (tx) => {
      await replaceBackupCodes(tx, id, ['unused', 'used'], TEST_TIME);
      await spendBackupCode(tx, id, ['used'], TEST_TIME);
    });
    await restore();
    const use = (hash: string) => world.deps.store.write((tx) => spendBackupCode(tx, id, [hash], DECIDED));
    expect(await use('unused')).toBe(false);
    await decide(KEEP);
    expect(await use('used')).toBe(false);
    expect(await use('unused')).toBe(true);
  });

  it('lets codes and recovery keys stay void', async () => {
    const account = await protectedAccount();
    await restore();
    await decide(VOID);
    const asked = { email: account.email, recoveryKey: account.recoveryKeys[0] ?? '' };
    const answer = await beginRecovery(world.deps, asker(DECIDED, '203.0.113.5'), asked);
    expect(answer).toEqual(refuse({ tag: 'recovery-refused', why: 'recovery-key-void' }));
  });

  it('lets guesses wait, unless it says that they are forgiven', async () => {
    const guess = (now: number) =>
      world.deps.store.write((tx) => throttle(world.deps, tx, 'second-code.account', [String(now)], now));
    await restore();
    await decide(VOID, AT + 1000);
    expect(await guess(AT + 2000)).toMatchObject({ tag: 'throttled' });
    await restore();
    await decide({ ...VOID, guesses: 'forgive' }, AT + 3000);
    // What was decided of one restore says nothing of another.
    expect(await guess(AT + 4000)).toMatchObject({ tag: 'throttled' });
    await world.deps.store.write((tx) => tx.q.updateTable('restoration').set({ guesses: 'forgive' }).execute());
    expect(await guess(AT + 5000)).toBeNull();
  });

  it.each([1, 2, 3, 4, 5])('is taken from one of those who decide at the same moment (%i)', async () => {
    await restore();
    const { store } = world.deps;
    await Promise.all([1, 2, 3].map(() => store.read(async (tx) => tx.q.selectFrom('fact').selectAll().execute())));
    const both = await Promise.all([KEEP, VOID, KEEP].map((decision) => decideRestore(world.deps, decision, DECIDED)));
    expect(both.filter(({ allowed }) => allowed)).toHaveLength(1);
    const events = await store.read((tx) =>
      tx.q
        .selectFrom('audit_event')
        .select('id')
        .where('at', '=', DECIDED)
        .where('operation', '=', 'restore.decide')
        .execute(),
    );
    expect(events).toHaveLength(1);
  });

  it('does not give back what contacts had approved', async () => {
    const account = await protectedAccount();
    await begin(world.deps, account, asker(TEST_TIME));
    const [hold] = await holdsOf(account);
    const approval = { account_id: account.id, hold_id: hold?.id, contact_id: 'cntc_1', approved_at: 1, receipt: '{}' };
    await world.deps.store.write((tx) =>
      tx.q
        .insertInto('recovery_approval')
        .values(approval as never)
        .execute(),
    );
    await restore();
    await decide(KEEP);
    const kept = await world.deps.store.read((tx) => tx.q.selectFrom('recovery_approval').selectAll().execute());
    expect(kept).toEqual([]);
    expect(await holdsOf(account)).toHaveLength(1);
  });

  it('is refused where there is nothing to decide', async () => {
    const { answer, events } = await decide(KEEP);
    expect(answer).toEqual(refuse({ tag: 'not-found' }));
    expect(events).toEqual([]);
  });
});
