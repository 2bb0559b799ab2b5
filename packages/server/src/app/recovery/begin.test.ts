// Beginning a recovery: one recovery key has one case at a time, both together have one that takes the place of all; and
// whatever is wrong has one face.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { signInWithTwo } from '../../../../../test/support/second-proof.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { RecoveryFault } from '../../domain/refusal.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { findSession } from '../../storage/session.ts';
import { leaveProtection } from '../protection/change.ts';
import { beginRecovery } from './begin.ts';
import { readRecovery } from './read.ts';

const WRONG = '0000 0000 0000 0000 0000 0000 0000';
const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });

describeUseCaseOnBoth('beginning a recovery', (world) => {
  let networks = 0;
  const from = (now = TEST_TIME) => asker(now, `198.51.100.${++networks}`);
  const attempt = (
    account: MadeAccount,
    recoveryKey: string | undefined,
    caller = from(),
    otherRecoveryKey: string | undefined = undefined,
  ) =>
    leaves(world.deps, () =>
      beginRecovery(world.deps, caller, { email: account.email, recoveryKey: recoveryKey ?? '', otherRecoveryKey }),
    );

  it.each([72, 168] as const)('opens a case that waits the %i hours chosen, and no session', async (waitHours) => {
    const account = await makeAccount(world.deps, { tier: 'advanced', waitHours });
    const left = await attempt(account, account.recoveryKeys[0]);
    const begun = factsOf(left.answer);
    expect(begun).toMatchObject({
      startedAt: TEST_TIME,
      secondAlertAt: TEST_TIME + (waitHours / 2) * HOUR_MS,
      ripensAt: TEST_TIME + waitHours * HOUR_MS,
    });
    expect(begun.caseNumber).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(begun.caseSecret).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ?){5}$/);
    // Nothing is spent, and nothing is counted.
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox', 'recovery_case']);
    expect(left.events).toMatchObject([
      {
        operation: 'recovery.begin',
        outcome: 'done',
        actor: 'stranger',
        account_id: account.id,
        session_id: null,
        subject: begun.caseNumber,
        effective_at: begun.ripensAt,
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: recovery.begin done`]);
  });

  it('keeps neither the secret nor the recovery key', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const begun = await begin(world.deps, account, from());
    const rows = await world.deps.store.read(async (tx) => [
      ...(await tx.q.selectFrom('recovery_case').selectAll().execute()),
      ...(await tx.q.selectFrom('recovery_key').selectAll().execute()),
    ]);
    const text = JSON.stringify(rows);
    for (const secret of [begun.caseSecret, begun.recoveryKey]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(secret.replaceAll(' ', ''));
    }
  });

  it('ends nobody’s session and leaves signing in as it was', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { session } = await signIn(world.deps, account);
    await begin(world.deps, account, from());
    expect(await world.deps.store.read((tx) => findSession(tx, session.id))).not.toBeNull();
  });

  it('tells a mistyped or truncated key by its group, before anything is looked up or counted', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const [key = ''] = account.recoveryKeys;
    const other = key[5] === 'X' ? 'Y' : 'X';
    const mistyped = await attempt(account, `${key.slice(0, 5)}${other}${key.slice(6)}`);
    expect(mistyped.answer).toEqual(refuse({ tag: 'recovery-key-refused', group: 2 }));
    const truncated = await attempt(account, key.slice(0, -5));
    expect(truncated.answer).toEqual(refuse({ tag: 'recovery-key-refused', group: null }));
    for (const { changed } of [mistyped, truncated]) expect(changed).toEqual([]);
  });

  it('answers alike an unknown address, a standard account, a wrong or void key, a running case', async () => {
    const standard = await makeAccount(world.deps);
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const unknown = { ...account, email: 'nobody@example.com' };
    const faces = [
      [await attempt(unknown, account.recoveryKeys[0]), 'unknown-account'],
      [await attempt(standard, account.recoveryKeys[0]), 'not-protected'],
      [await attempt(account, WRONG), 'wrong-recovery-key'],
    ] as const;
    await begin(world.deps, account, from());
    const running = await attempt(account, account.recoveryKeys[0]);
    const both = await attempt(account, account.recoveryKeys[0], from(), WRONG);
    await world.deps.store.write((tx) =>
      tx.q.updateTable('recovery_key').set({ spent_at: TEST_TIME }).where('account_id', '=', account.id).execute(),
    );
    const second = [
      [running, 'recovery-running'],
      [both, 'wrong-recovery-key'],
      [await attempt(account, account.recoveryKeys[1]), 'recovery-key-void'],
    ] as const;
    for (const [left, why] of [...faces, ...second]) {
      expect(left.answer).toEqual(refused(why));
      expect(left.events).toMatchObject([
        { operation: 'recovery.begin', outcome: 'refused', reason: why, actor: 'stranger' },
      ]);
    }
    expect(faces.map(([left]) => left.alerts)).toEqual([[], [], [`${account.email}: recovery.begin refused`]]);
    expect(second.map(([left]) => left.alerts)).toEqual(second.map(() => [`${account.email}: recovery.begin refused`]));
  });

  it('with the other key opens a case of its own beside the first', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const first = await begin(world.deps, account, from());
    const second = await begin(world.deps, account, from(), 1);
    for (const one of [first, second]) {
      expect(factsOf(await readRecovery(world.deps, from(), one)).state).toBe('waiting');
    }
  });

  it('with both keys replaces what runs, which counts as no stop, and the holder hears of each', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const one = await begin(world.deps, account, from());
    const other = await begin(world.deps, account, from(), 1);
    const [first = '', second = ''] = account.recoveryKeys;
    const left = await attempt(account, second, from(), first);
    const begun = factsOf(left.answer);
    expect(begun).toMatchObject({ begunWith: 'both', stoppedBy: 'trusted-key', ripensAt: TEST_TIME + 72 * HOUR_MS });
    expect(left.alerts).toEqual([
      `${account.email}: recovery.void done`,
      `${account.email}: recovery.void done`,
      `${account.email}: recovery.begin done`,
    ]);
    expect(left.events.at(-1)?.subject).toBe(`${begun.caseNumber}, both recovery keys`);
    for (const gone of [one, other]) {
      expect(factsOf(await readRecovery(world.deps, from(), gone)).state).toBe('vetoed');
    }
    // A lost case secret: both typed once more begin another one, as short.
    const again = factsOf((await attempt(account, first, from(), second)).answer);
    expect(again).toMatchObject({ begunWith: 'both', ripensAt: TEST_TIME + 72 * HOUR_MS });
  });

  it('with the same key twice, or with half of the other, is told by the text alone', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const [first = '', second = ''] = account.recoveryKeys;
    for (const other of [first, first.toLowerCase(), second.slice(0, 20)]) {
      const left = await attempt(account, first, from(), other);
      expect(left).toMatchObject({
        answer: refuse({ tag: 'recovery-key-refused', group: null, other: true }),
        changed: [],
      });
    }
  });

  it('within 30 days of a stop waits 30 days, and says that only a key stops it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await begin(world.deps, account, from());
    await world.deps.store.write(async (tx) => {
      const [hold] = await listOpenHolds(tx, account.id);
      if (hold) await endHold(tx, account.id, hold.id, 'vetoed', TEST_TIME);
    });
    const left = await attempt(account, account.recoveryKeys[0], from(TEST_TIME + 29 * 24 * HOUR_MS));
    expect(factsOf(left.answer)).toMatchObject({
      begunWith: 'again',
      stoppedBy: 'trusted-key',
      ripensAt: TEST_TIME + 59 * 24 * HOUR_MS,
    });
    expect(left.events.at(-1)?.subject).toMatch(/, begun again$/);
    // The other key was not stopped.
    expect(factsOf((await attempt(account, account.recoveryKeys[1])).answer)).toMatchObject({ begunWith: 'one' });
  });

  it('is not possible with another account’s recovery key', async () => {
    const mine = await makeAccount(world.deps, { tier: 'advanced' });
    const theirs = await makeAccount(world.deps, { tier: 'advanced' });
    expect((await attempt(mine, theirs.recoveryKeys[0])).answer).toEqual(refused('wrong-recovery-key'));
  });

  it('is not possible once leaving protection is ripe, even where the job has not seen it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { hold } = factsOf(await leaveProtection(world.deps, await signInWithTwo(world.deps, account)));
    if (!hold) throw new Error('leaving waits, however many proofs began it');
    const left = await attempt(account, account.recoveryKeys[0], from(hold.ripensAt));
    expect(left.answer).toEqual(refused('not-protected'));
    expect(left.events.map(({ operation }) => operation)).toEqual(['hold.ripen', 'recovery.begin']);
  });

  it('puts twenty wrong keys in six hours on record for an address, and answers the rest alike', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { points } = LIMITS['recovery.record'];
    for (let guess = 0; guess < points; guess++) expect((await attempt(account, WRONG)).events).toHaveLength(1);
    const quiet = await attempt(account, WRONG);
    expect(quiet).toMatchObject({ answer: refused('wrong-recovery-key'), events: [], changed: ['throttle'] });
    expect((await attempt(account, account.recoveryKeys[0])).answer.allowed).toBe(true);
  });

  it('says where it was begun and whether that browser is new', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const known = await signIn(world.deps, account);
    await begin(world.deps, account, { ...from(), deviceToken: known.deviceToken, ip: '8.8.8.8' });
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').selectAll().where('account_id', '=', account.id).execute(),
    );
    expect(rows).toMatchObject([{ started_ip: '8.8.8.8', started_country: 'US', started_new_device: 0 }]);
  });

  it('throttles a network that asks about many addresses, whose right key passes all the same', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = makeCaller({ network: 'a scanner' });
    const ask = (index: number) =>
      beginRecovery(world.deps, caller, { email: `scan-${index}@example.com`, recoveryKey: WRONG });
    for (let index = 0; index < LIMITS['recovery.network'].points; index++) await ask(index);
    expect(await ask(1000)).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await attempt(account, account.recoveryKeys[0], caller)).answer.allowed).toBe(true);
  });

  it('does the same slow work whatever is wrong, and none for a key that does not read as one', async () => {
    const standard = await makeAccount(world.deps);
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    let hashed = 0;
    const passwordHashing = {
      ...world.deps.passwordHashing,
      verify: (phc: string | null, text: string) => {
        hashed++;
        return world.deps.passwordHashing.verify(phc, text, TEST_TURN);
      },
    };
    const ask = (email: string, recoveryKey = WRONG) =>
      beginRecovery({ ...world.deps, passwordHashing }, from(), { email, recoveryKey });
    for (const email of ['nobody-here@example.com', standard.email, account.email]) await ask(email);
    expect(hashed).toBe(3);
    // A right key waits for no slow work, but where it is refused that looks like any other refusal.
    expect((await ask(account.email, account.recoveryKeys[0])).allowed).toBe(true);
    expect(hashed).toBe(3);
    expect((await ask(account.email, account.recoveryKeys[0])).allowed).toBe(false);
    expect(hashed).toBe(4);
    await ask(account.email, 'half a key');
    expect(hashed).toBe(4);
  });

  it('does no slow work for a network that has used up its guesses', async () => {
    const caller = makeCaller({ network: 'a flood' });
    let hashed = 0;
    const passwordHashing = { ...world.deps.passwordHashing, verify: async () => ++hashed > 0 };
    const ask = (email: string) =>
      beginRecovery({ ...world.deps, passwordHashing }, caller, { email, recoveryKey: WRONG });
    const { points } = LIMITS['recovery.network'];
    for (let index = 0; index < points + 20; index++) await ask(`flood-${index}@example.com`);
    expect(hashed).toBe(points);
  });
});
