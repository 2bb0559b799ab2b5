// The shape of every signed-in change: checked again under the lock, on record whatever comes of it, all or nothing.

import { expect, it } from 'vitest';
import { BUILT_IN, confirmWhatWaits, makeAccount, ROAMING, signIn } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { byHolder, contentsOf, describeUseCase, factsOf, leaves } from '../../../../test/support/use-case.ts';
import { allow, refuse } from '../domain/decision.ts';
import { HOLD_MS } from '../domain/hold/hold.ts';
import { makeId } from '../domain/id.ts';
import type { Refusal } from '../domain/refusal.ts';
import { setDisplayName, setProtected } from '../storage/account.ts';
import { deleteCredential } from '../storage/credential.ts';
import { endSessions, findSession } from '../storage/session.ts';
import { setPassword } from '../storage/verifier.ts';
import { consult, done, isEvidence, operate, type Work } from './operate.ts';
import { leaveProtection } from './protection/change.ts';

const nothing = async () => done({});

describeUseCase('a change that is made', (world) => {
  it('is on record with who, from where, in which session, by which key', async () => {
    const account = await makeAccount(world.deps, { keys: [ROAMING] });
    const caller = await signIn(world.deps, account, { caller: { ip: '8.8.8.8', userAgent: 'curl/8.5' } });
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'account.rename', nothing));
    expect(left.answer).toEqual(allow({}));
    expect(left.events).toMatchObject([
      {
        ...byHolder(caller),
        operation: 'account.rename',
        outcome: 'done',
        reason: null,
        key_name: 'Blue key',
        ip: '8.8.8.8',
        country_code: 'US',
        user_agent: 'curl/8.5',
      },
    ]);
    expect(left.changed).toEqual(['audit_event']);
  });

  it('is told to the holder where its row in the table says so, in the same transaction', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const told = await leaves(world.deps, () => operate(world.deps, caller, 'password.set', nothing));
    expect(told.alerts).toEqual([`${account.email}: password.set done`]);
    const quiet = await leaves(world.deps, () => operate(world.deps, caller, 'account.rename', nothing));
    expect(quiet.alerts).toEqual([]);
  });

  it('works with the account as it is under the lock, and with the key that last proved presence', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const [, second] = account.keys;
    const caller = await signIn(world.deps, account, second ? { with: second } : {});
    await world.deps.store.write((tx) => setDisplayName(tx, account.id, 'Grace'));
    let seen: Work | null = null;
    await operate(world.deps, caller, 'account.rename', async (work) => {
      seen = work;
      return done({});
    });
    expect(seen).toMatchObject({
      account: { displayName: 'Grace' },
      session: { id: caller.session.id, display_name: 'Grace' },
      provedWith: { id: second?.id },
      now: TEST_TIME,
    });
  });

  it('was proved by no key where a password opened the session', async () => {
    const account = await makeAccount(world.deps, { keys: [ROAMING] });
    const caller = await signIn(world.deps, account, { with: null });
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'account.rename', nothing));
    expect(left.events).toMatchObject([{ key_name: null }]);
  });
});

describeUseCase('a session that ended while the request was under way', (world) => {
  const never = async () => {
    throw new Error('nothing is decided for a session that is over');
  };

  it('is refused, and leaves nothing', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    await world.deps.store.write((tx) => endSessions(tx, { accountId: account.id }, 'test', TEST_TIME));
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'account.rename', never));
    expect(left.answer).toEqual(refuse({ tag: 'signed-out' }));
    expect(left.changed).toEqual([]);
  });

  it('is over at its absolute end, to the millisecond', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const at = (now: number) => operate(world.deps, { ...caller, now }, 'account.rename', nothing);
    expect((await at(caller.session.ends_at - 1)).allowed).toBe(true);
    expect(await at(caller.session.ends_at)).toEqual(refuse({ tag: 'signed-out' }));
  });
});

describeUseCase('a change that is refused', (world) => {
  const taken: Refusal = { tag: 'not-found' };
  const no = async () => refuse(taken);

  it('leaves its evidence and nothing else, on a standard account', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'password.set', no));
    expect(left.answer).toEqual(refuse(taken));
    expect(left.events).toMatchObject([
      {
        ...byHolder(caller),
        operation: 'password.set',
        outcome: 'refused',
        reason: 'not-found',
        key_name: 'Blue key',
      },
    ]);
    expect(left.changed).toEqual(['audit_event']);
  });

  it('is told to the holder of a protected account too', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'credential.remove', no));
    expect(left.alerts).toEqual([`${account.email}: credential.remove refused`]);
    expect(left.changed).toEqual(['audit_event', 'outbox']);
  });

  it('is refused by the rule of now: an account that became protected meanwhile sets no password', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const caller = await signIn(world.deps, account);
    await world.deps.store.write((tx) => setProtected(tx, account.id, 'advanced', 72, TEST_TIME));
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'password.set', nothing));
    expect(left.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'tier' }]);
    expect(left.alerts).toEqual([`${account.email}: password.set refused`]);
  });

  it('leaves nothing where presence is only to be proved again', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const later = { ...caller, now: TEST_TIME + world.deps.policy.stepUpSecondsMax * 1000 };
    const left = await leaves(world.deps, () => operate(world.deps, later, 'password.set', nothing));
    expect(left.answer).toEqual(refuse({ tag: 'step-up-required', ageSecondsMax: 300 }));
    expect(left.changed).toEqual([]);
  });

  it('leaves nothing where the account must enrol first', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps, { enrolmentRequired: true }));
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'account.rename', nothing));
    expect(left.answer).toEqual(refuse({ tag: 'enrolment-required' }));
    expect(left.changed).toEqual([]);
  });

  it('counts as evidence unless it only asks somebody to come back', () => {
    const quiet: Refusal[] = [
      { tag: 'signed-out' },
      { tag: 'step-up-required', ageSecondsMax: 300 },
      { tag: 'enrolment-required' },
    ];
    expect(quiet.map(isEvidence)).toEqual([false, false, false]);
    expect(isEvidence({ tag: 'throttled', retryAfterSeconds: 1 })).toBe(true);
  });
});

describeUseCase('a fault', (world) => {
  it('rolls back everything and is thrown on', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const before = await contentsOf(world.deps.store);
    const act = operate(world.deps, caller, 'account.rename', async ({ tx }) => {
      await setDisplayName(tx, account.id, 'Half done');
      throw new Error('the bulb broke');
    });
    await expect(act).rejects.toThrow('the bulb broke');
    expect(await contentsOf(world.deps.store)).toEqual(before);
  });

  it('is what a breach of the floor is, whoever decided to allow it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const before = await contentsOf(world.deps.store);
    const act = operate(world.deps, caller, 'credential.remove', async ({ tx }) => {
      for (const key of account.keys.slice(0, 1)) await deleteCredential(tx, account.id, key.id, TEST_TIME);
      return done({});
    });
    await expect(act).rejects.toThrow(/below its floor: two-keys/);
    expect(await contentsOf(world.deps.store)).toEqual(before);
  });

  it('is what a password on a protected account is', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const act = operate(world.deps, caller, 'account.rename', async ({ tx }) => {
      await setPassword(tx, account.id, 'phc', TEST_TIME);
      return done({});
    });
    await expect(act).rejects.toThrow(/holds a password or code verifier/);
  });
});

describeUseCase('a hold that is ripe', (world) => {
  it('that two proofs began takes effect before the rule is asked, even where the answer is no', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    await confirmWhatWaits(world.deps, account);
    const caller = await signIn(world.deps, account, { now: TEST_TIME + HOLD_MS });
    const left = await leaves(world.deps, () => operate(world.deps, caller, 'protection.leave', nothing));
    expect(left.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
    expect(left.events.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'hold.ripen done',
      'protection.leave refused',
    ]);
    const session = await world.deps.store.read((tx) => findSession(tx, caller.session.id));
    expect(session?.tier).toBe('standard');
  });
});

describeUseCase('looking something up', (world) => {
  it('answers from one snapshot of the account, and writes nothing', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => consult(world.deps, caller, async (_tx, { email }) => email));
    expect(left.answer).toEqual(allow(account.email));
    expect(left.changed).toEqual([]);
  });

  it('is refused where the account is gone', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const gone = makeId('acct', world.deps.random.bytes(16));
    const orphan = { ...caller, session: { ...caller.session, account_id: gone } };
    expect(await consult(world.deps, orphan, async () => 1)).toEqual(refuse({ tag: 'signed-out' }));
  });
});
