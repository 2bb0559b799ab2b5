// Nothing that is good once, that counts or that waits comes back with an older copy of the database.

import { beforeAll, expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';

import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount } from '../../storage/account.ts';
import { replaceBackupCodes } from '../../storage/backup-code.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { findSession } from '../../storage/session.ts';
import { hashBackupCode } from '../backup-code/hash.ts';
import { useBackupCode } from '../backup-code/use.ts';
import { spendChallenge } from '../challenge.ts';
import { beginEnrolment } from '../enrolment/prepare.ts';
import { workDueHolds } from '../hold/announce.ts';
import { leaveProtection } from '../protection/change.ts';
import { beginRecovery } from '../recovery/begin.ts';
import { readRecovery } from '../recovery/read.ts';
import { beginSignUp } from '../sign-up/begin.ts';
import { throttle } from '../throttle.ts';
import { useTotp } from '../totp/use.ts';
import { recordRestoration } from './record-restoration.ts';

const AT = TEST_TIME + 10_000;
const HOUR = 3_600_000;
const CODE = '1234 5678 9012';

const counterOf = (id: string) => ({ limit: 'second-code.account', parts: [id] }) as const;

describeUseCaseOnBoth('an older copy that was put back', (world) => {
  let leaving: MadeAccount;
  let recovering: MadeAccount;
  let standard: MadeAccount;
  let sessions: Awaited<ReturnType<typeof signIn>>[];
  let caseSecret: string;

  const recordOne = () =>
    leaves(world.deps, () =>
      world.deps.store.write((tx) =>
        recordRestoration(world.deps, tx, { why: 'behind', foundSize: 7, knownSize: 9, takenAt: null }, AT),
      ),
    );
  let left: Awaited<ReturnType<typeof recordOne>>;

  beforeAll(async () => {
    const { deps } = world;
    leaving = await makeAccount(deps, { tier: 'advanced', email: 'leaving@example.com' });
    recovering = await makeAccount(deps, { tier: 'advanced', email: 'recovering@example.com' });
    standard = await makeAccount(deps, { password: 'a long and calm sentence', totp: true });
    const enrolling = await makeAccount(deps);
    sessions = [await signIn(deps, leaving), await signIn(deps, enrolling)];
    const [first, second] = sessions;
    if (!first || !second) throw new Error('two are signed in');
    factsOf(await leaveProtection(deps, first));
    factsOf(await beginEnrolment(deps, second));
    ({ caseSecret } = await begin(deps, recovering, asker(TEST_TIME)));
    factsOf(await beginSignUp(deps, makeCaller({ network: 'new' }), { email: 'new@example.com' }));
    await deps.store.write(async (tx) => {
      await replaceBackupCodes(tx, standard.id, [hashBackupCode(deps.keyRing, CODE.replaceAll(' ', ''))], TEST_TIME);
      for (let guess = 0; guess < 3; guess++) await throttle(deps, tx, 'sign-in.network', ['somewhere'], TEST_TIME);
    });
    left = await recordOne();
  });

  it('is on record, with how much of the log is known to be lost', () => {
    expect(left.events[0]).toMatchObject({
      operation: 'restore.record',
      actor: 'system',
      account_id: null,
      subject: 'the log has 7 entries, and had 9',
    });
  });

  it('gives back no session', async () => {
    for (const { session } of sessions) {
      expect(await world.deps.store.read((tx) => findSession(tx, session.id))).toBeFalsy();
    }
  });

  it('gives back nothing that was half done, and no mail with a code in it', async () => {
    const rows = await world.deps.store.read(async (tx) => ({
      flows: await tx.q.selectFrom('flow').selectAll().execute(),
      enrolments: await tx.q.selectFrom('enrolment').selectAll().execute(),
      codes: await tx.q
        .selectFrom('outbox')
        .selectAll()
        .where('event_id', 'is', null)
        .where('done_at', 'is', null)
        .execute(),
      alerts: await tx.q
        .selectFrom('outbox')
        .selectAll()
        .where('event_id', 'is not', null)
        .where('done_at', 'is', null)
        .execute(),
    }));
    expect(rows).toMatchObject({ flows: [], enrolments: [], codes: [] });
    expect(rows.alerts.length).toBeGreaterThan(0);
  });

  it('stops what waited, tells each holder, and never carries it out', async () => {
    expect([...left.alerts].sort()).toEqual([
      'leaving@example.com: restore.stop-hold done',
      'recovering@example.com: restore.stop-hold done',
    ]);
    await workDueHolds(world.deps, AT + 1000 * HOUR);
    const account = await world.deps.store.read((tx) => loadAccount(tx, leaving.id));
    expect(account?.tier).toBe('advanced');
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, leaving.id))).toEqual([]);
  });

  it('lets nobody go on with a recovery', async () => {
    const read = await readRecovery(world.deps, asker(AT + 800 * HOUR, '203.0.113.1'), { caseSecret });
    expect(read.allowed && read.facts.state).not.toBe('ripe');
    expect(read).not.toMatchObject({ facts: { state: 'waiting' } });
  });

  it('holds recovery keys back: some may have been replaced in what is lost', async () => {
    const asked = { email: 'leaving@example.com', recoveryKey: leaving.recoveryKeys[0] ?? '' };
    const answer = await beginRecovery(world.deps, asker(AT + 7 * HOUR, '203.0.113.2'), asked);
    expect(answer).toEqual(refuse({ tag: 'recovery-refused', why: 'recovery-key-void' }));
  });

  it('holds unused backup codes back', async () => {
    const later = AT + 7 * HOUR;
    const answer = await world.deps.store.write((tx) =>
      useBackupCode(world.deps, tx, standard.id, CODE, later, counterOf(standard.id)),
    );
    expect(answer).toEqual({ tag: 'sign-in-failed', why: 'wrong-code' });
  });

  it('takes no code of an authenticator app that may have been used already, and the next one', async () => {
    const { id, totpSecret } = standard;
    const use = (at: number, now: number) =>
      world.deps.store.write(async (tx) => {
        await tx.q.deleteFrom('restoration').execute();
        await tx.q.deleteFrom('throttle').execute();
        return useTotp(world.deps, tx, id, totpAt(totpSecret, at), now, counterOf(id));
      });
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('restoration').selectAll().execute());
    expect(await use(AT, AT)).toEqual({ tag: 'sign-in-failed', why: 'wrong-code' });
    expect(await use(AT + 30_000, AT)).toEqual({ tag: 'sign-in-failed', why: 'wrong-code' });
    expect(await use(AT + 60_000, AT + 60_000)).toBeNull();
    await world.deps.store.write((tx) => tx.q.insertInto('restoration').values(rows).execute());
  });

  it('takes for used up whatever guesses could be made in the windows that were open', async () => {
    const guess = (limit: keyof typeof LIMITS, now: number) =>
      world.deps.store.write((tx) => throttle(world.deps, tx, limit, [`somewhere ${limit}`], now));
    for (const [name, limit] of Object.entries(LIMITS)) {
      const first = await guess(name as keyof typeof LIMITS, AT + 1000);
      if (!('guesses' in limit)) expect(first, name).toBeNull();
      else expect(first, name).toEqual({ tag: 'throttled', retryAfterSeconds: limit.seconds - 1 });
      expect(await guess(name as keyof typeof LIMITS, AT + 1000 + limit.seconds * 1000), name).toBeNull();
    }
  });

  it('takes no proof of presence that was asked for before', async () => {
    const minutes = 5 * 60_000;
    const spend = (spentId: string, madeAt: number) =>
      world.deps.store.write((tx) => spendChallenge(tx, { spentId, expiresAt: madeAt + minutes }, madeAt));
    expect(await spend('before', AT)).toBe(false);
    expect(await spend('after', AT + 1)).toBe(true);
    expect(await spend('after', AT + 1)).toBe(false);
    expect(await spend('long before a wrong clock', AT - minutes)).toBe(true);
  });

  it('leaves sign-in with a key as it was', async () => {
    const counter = await world.deps.store.write((tx) => throttle(world.deps, tx, 'key.network', ['anywhere'], AT));
    expect(counter).toBeNull();
  });
});

describeUseCaseOnBoth('an empty copy', (world) => {
  it('is on record too, and leaves nothing to decide and nobody waiting', async () => {
    const row = await world.deps.store.write((tx) =>
      recordRestoration(world.deps, tx, { why: 'behind', foundSize: 0, knownSize: 9, takenAt: null }, AT),
    );
    expect(row.decided_at).toBe(AT);
    const first = await world.deps.store.write((tx) => throttle(world.deps, tx, 'sign-in.network', ['first'], AT));
    expect(first).toBeNull();
  });
});
