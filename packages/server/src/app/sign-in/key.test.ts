// Signing in with a key: what opens, what is on record, what is told, and what a refusal leaves behind.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HARDWARE,
  type KeyAsked,
  type MadeKey,
  makeAccount,
  makeCaller,
  ROAMING,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setFrozen } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { signInOptions, signInWithKey } from './key.ts';

const SYNCED: KeyAsked = { ...BUILT_IN, nickname: 'Phone', backupEligible: true, backedUp: true };
const WRONG: Misbehaviour = { spoilSignature: true };

describeUseCase('signing in with a key', (world) => {
  const answer = (key: MadeKey | undefined, wrong: Misbehaviour = {}) => {
    if (!key) throw new Error('the account has a key');
    return { response: key.authenticator.assert(signInOptions(world.deps, makeCaller()), wrong) };
  };
  const enter = (key: MadeKey | undefined, wrong: Misbehaviour = {}, caller = makeCaller()) => {
    const input = answer(key, wrong);
    return leaves(world.deps, () => signInWithKey(world.deps, caller, input));
  };

  it('opens a session under that key, spends the challenge, and is on record', async () => {
    const account = await makeAccount(world.deps);
    const [key] = account.keys;
    const left = await enter(key);
    const { sessionId, next } = factsOf(left.answer);
    expect(next).toBe('overview');
    expect(left.events).toMatchObject([
      {
        operation: 'sign-in.key',
        outcome: 'done',
        reason: null,
        actor: 'holder',
        account_id: account.id,
        session_id: null,
        credential_id: key?.id,
        key_name: key?.nickname,
        subject: 'key',
      },
    ]);
    expect(left.changed).toEqual(['audit_event', 'credential', 'device', 'outbox', 'session', 'spent']);
    const session = await world.deps.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('id', '=', sessionId).executeTakeFirst(),
    );
    expect(session).toMatchObject({ method: 'key', credential_id: key?.id, fresh_credential_id: key?.id });
  });

  it('is told on a standard account from a new browser only, on a protected one always', async () => {
    for (const [tier, again] of [
      ['standard', 0],
      ['advanced', 1],
    ] as const) {
      const account = await makeAccount(world.deps, { tier });
      const first = await enter(account.keys[0]);
      expect(first.alerts).toEqual([`${account.email}: sign-in.key done`]);
      const { deviceToken } = factsOf(first.answer);
      const second = await enter(account.keys[0], {}, makeCaller({ deviceToken }));
      expect(second.alerts).toHaveLength(again);
    }
  });

  it('leads an account that must enrol to its enrolment', async () => {
    const account = await makeAccount(world.deps, { enrolmentRequired: true });
    expect(factsOf((await enter(account.keys[0])).answer).next).toBe('enrolment');
  });

  it('happens once for one answer', async () => {
    const account = await makeAccount(world.deps);
    const input = answer(account.keys[0]);
    expect((await signInWithKey(world.deps, makeCaller(), input)).allowed).toBe(true);
    const again = await leaves(world.deps, () => signInWithKey(world.deps, makeCaller(), input));
    expect(again.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'challenge-spent' }));
    expect(again.events).toMatchObject([{ reason: 'challenge-spent', actor: 'stranger' }]);
    expect(again.changed).toEqual(['audit_event', 'throttle']);
  });

  it('that fails is on record as a stranger’s, with the key, and told on a protected account', async () => {
    for (const [tier, told] of [
      ['standard', false],
      ['advanced', true],
    ] as const) {
      const account = await makeAccount(world.deps, { tier });
      const [key] = account.keys;
      const left = await enter(key, WRONG);
      expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'signature' }));
      expect(left.events).toMatchObject([
        {
          operation: 'sign-in.key',
          outcome: 'refused',
          reason: 'signature',
          actor: 'stranger',
          account_id: account.id,
          session_id: null,
          credential_id: key?.id,
          key_name: key?.nickname,
        },
      ]);
      expect(left.alerts).toEqual(told ? [`${account.email}: sign-in.key refused`] : []);
      expect(left.changed).toEqual(['audit_event', ...(told ? ['outbox'] : []), 'throttle']);
    }
  });

  it('with a key that nobody has is on record about nobody', async () => {
    const left = await enter((await makeAccount(world.deps)).keys[0], { credentialId: 'bm9ib2R5' });
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'unknown-credential' }));
    expect(left.events).toMatchObject([{ account_id: null, credential_id: null, reason: 'unknown-credential' }]);
  });

  it('with a key that was removed after its answer was verified opens nothing', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const input = answer(account.keys[0]);
    const removed = account.keys[0]?.id;
    if (!removed) throw new Error('the account has a key');
    const removing = world.deps.store.write((tx) => deleteCredential(tx, account.id, removed, TEST_TIME));
    const [decision] = await Promise.all([signInWithKey(world.deps, makeCaller(), input), removing]);
    expect(decision).toEqual(refuse({ tag: 'sign-in-failed', why: 'unknown-credential' }));
  });

  it('with the hardware floor takes keys that count toward it, and no other key of the account', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, HARDWARE, SYNCED] });
    expect((await enter(account.keys[0])).answer.allowed).toBe(true);
    const left = await enter(account.keys[2]);
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'below-floor' }));
    expect(left.events).toMatchObject([{ reason: 'below-floor', actor: 'stranger' }]);
    expect(left.alerts).toEqual([`${account.email}: sign-in.key refused`]);
    expect(left.changed).not.toContain('session');
  });

  it('thaws an account that was frozen', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    expect((await enter(account.keys[0])).changed).toContain('account');
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('account').select('frozen_at').where('id', '=', account.id).executeTakeFirst(),
    );
    expect(row).toEqual({ frozen_at: null });
  });

  it('asks nothing of the database to begin', async () => {
    const left = await leaves(world.deps, async () => signInOptions(world.deps, makeCaller()));
    expect(left.answer.allowCredentials).toEqual([]);
    expect(left.changed).toEqual([]);
  });

  it('that keeps failing from one network is only counted, and never keeps the holder out', async () => {
    const account = await makeAccount(world.deps);
    const caller = makeCaller({ network: '198.51.100.1' });
    const input = answer(account.keys[0], WRONG);
    const fail = () => signInWithKey(world.deps, caller, input);
    await Promise.all(Array.from({ length: LIMITS['key.network'].points }, fail));
    const left = await leaves(world.deps, () => signInWithKey(world.deps, caller, input));
    expect(left.answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(left.changed).toEqual(['throttle']);
    expect((await enter(account.keys[0], {}, caller)).answer.allowed).toBe(true);
  });
});
