// Beginning a recovery: one recovery key, one case, one at a time; and one face for whatever is wrong.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { RecoveryFault } from '../../domain/refusal.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { findSession } from '../../storage/session.ts';
import { leaveProtection } from '../protection/change.ts';
import { beginRecovery } from './begin.ts';
import { readRecovery } from './read.ts';

const WRONG = '0000 0000 0000 0000 0000 0000 0000';
const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });

describeUseCaseOnBoth('beginning a recovery', (world) => {
  let networks = 0;
  const from = (now = TEST_TIME) => asker(now, `198.51.100.${++networks}`);
  const attempt = (account: MadeAccount, recoveryKey: string | undefined, caller = from()) =>
    leaves(world.deps, () =>
      beginRecovery(world.deps, caller, { email: account.email, recoveryKey: recoveryKey ?? '' }),
    );

  it.each([48, 72, 168] as const)('opens a case that waits the %i hours chosen, and no session', async (waitHours) => {
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
    expect(left.changed).toEqual([
      'account',
      'audit_event',
      'hold',
      'outbox',
      'recovery_case',
      'recovery_key',
      'throttle',
    ]);
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

  it('has one face for an unknown address, a standard account, a wrong key, a used key and a second case', async () => {
    const standard = await makeAccount(world.deps);
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const unknown = { ...account, email: 'nobody@example.com' };
    const faces = [
      [await attempt(unknown, account.recoveryKeys[0]), 'unknown-account'],
      [await attempt(standard, account.recoveryKeys[0]), 'not-protected'],
      [await attempt(account, WRONG), 'wrong-recovery-key'],
    ] as const;
    await begin(world.deps, account, from());
    const second = [
      [await attempt(account, account.recoveryKeys[0]), 'recovery-key-spent'],
      [await attempt(account, account.recoveryKeys[1]), 'recovery-running'],
    ] as const;
    for (const [left, why] of [...faces, ...second]) {
      expect(left.answer).toEqual(refused(why));
      expect(left.events).toMatchObject([
        { operation: 'recovery.begin', outcome: 'refused', reason: why, actor: 'stranger' },
      ]);
    }
    expect(faces.map(([left]) => left.alerts)).toEqual([[], [], [`${account.email}: recovery.begin refused`]]);
    expect(second.map(([left]) => left.alerts)).toEqual([1, 2].map(() => [`${account.email}: recovery.begin refused`]));
  });

  it('does not spend the second key while the first one’s case is open', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const first = await begin(world.deps, account, from());
    await attempt(account, account.recoveryKeys[1]);
    const spent = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('recovery_key')
        .select('spent_at')
        .where('account_id', '=', account.id)
        .orderBy('ordinal')
        .execute(),
    );
    expect(spent.map((row) => row.spent_at)).toEqual([TEST_TIME, null]);
    expect(factsOf(await readRecovery(world.deps, from(), first)).state).toBe('waiting');
  });

  it('is not possible with another account’s recovery key', async () => {
    const mine = await makeAccount(world.deps, { tier: 'advanced' });
    const theirs = await makeAccount(world.deps, { tier: 'advanced' });
    expect((await attempt(mine, theirs.recoveryKeys[0])).answer).toEqual(refused('wrong-recovery-key'));
  });

  it('is not possible once leaving protection is ripe, even where the job has not seen it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { hold } = factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    const left = await attempt(account, account.recoveryKeys[0], from(hold.ripensAt));
    expect(left.answer).toEqual(refused('not-protected'));
    expect(left.events.map(({ operation }) => operation)).toEqual(['hold.ripen', 'recovery.begin']);
  });

  it('counts guesses for an account and a network, whether or not there is such an account', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    for (const about of [account, { ...account, email: 'nobody-at-all@example.com' }]) {
      const caller = from();
      for (let guess = 0; guess < LIMITS['recovery.account-network'].points; guess++) {
        expect((await attempt(about, WRONG, caller)).answer).toMatchObject({ refusal: { tag: 'recovery-refused' } });
      }
      const held = await attempt(about, account.recoveryKeys[0], caller);
      expect(held.answer).toEqual(
        refuse({ tag: 'throttled', retryAfterSeconds: LIMITS['recovery.account-network'].seconds }),
      );
      expect(held.changed).toEqual(['throttle']);
    }
    expect((await attempt(account, account.recoveryKeys[0])).answer.allowed).toBe(true);
  });

  it('counts guesses for an account over all networks, and a right one forgives them', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { points } = LIMITS['recovery.account'];
    const guess = () => beginRecovery(world.deps, from(), { email: account.email, recoveryKey: WRONG });
    for (let count = 1; count < points; count++) await guess();
    expect((await attempt(account, account.recoveryKeys[0])).answer.allowed).toBe(true);
    for (let count = 0; count < points; count++) await guess();
    expect((await attempt(account, account.recoveryKeys[1])).answer).toMatchObject({ refusal: { tag: 'throttled' } });
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

  it('throttles a network that asks about many addresses', async () => {
    const caller = makeCaller({ network: 'a scanner' });
    const ask = (index: number) =>
      beginRecovery(world.deps, caller, { email: `scan-${index}@example.com`, recoveryKey: WRONG });
    for (let index = 0; index < LIMITS['recovery.network'].points; index++) await ask(index);
    expect(await ask(1000)).toMatchObject({ refusal: { tag: 'throttled' } });
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
    await ask(account.email, account.recoveryKeys[0]);
    expect(hashed).toBe(4);
    await ask(account.email, 'half a key');
    expect(hashed).toBe(4);
  });
});
