// Adding a key: instant, new for fourteen days, told on every tier, and registered once in the whole server.

import { expect, it } from 'vitest';
import { HARDWARE, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import { byHolder, describeUseCase, factsOf, leaves, newAuthenticator } from '../../../../../test/support/use-case.ts';
import { CREDENTIALS_MAX } from '../../domain/credential/decide-addition.ts';
import { NEW_MS } from '../../domain/credential/key-stage.ts';
import { refuse } from '../../domain/decision.ts';
import { beginEnrolment } from '../../storage/enrolment.ts';
import type { SignedInCaller } from '../caller.ts';
import { addCredential, addCredentialOptions } from './add.ts';

describeUseCase('adding a key', (world) => {
  const answer = async (caller: SignedInCaller, wrong: Misbehaviour = {}, key = newAuthenticator()) => {
    const options = factsOf(await addCredentialOptions(world.deps, caller, { hint: 'security-key' }));
    return { nickname: 'Spare', response: key.register(options, wrong) };
  };
  const add = async (caller: SignedInCaller, wrong: Misbehaviour = {}) => {
    const input = await answer(caller, wrong);
    return leaves(world.deps, () => addCredential(world.deps, caller, input));
  };

  it.each(['standard', 'advanced'] as const)(
    'to a %s account is at once, new for fourteen days, on record and told',
    async (tier) => {
      const account = await makeAccount(world.deps, { tier });
      const caller = await signIn(world.deps, account);
      const left = await add(caller);
      const { credential, signal } = factsOf(left.answer);
      expect(credential).toMatchObject({
        nickname: 'Spare',
        createdAt: TEST_TIME,
        trustedAt: TEST_TIME + NEW_MS,
        stage: 'first-day',
        asksWhose: true,
      });
      expect(signal.acceptedCredentialIds).toHaveLength(account.keys.length + 1);
      expect(left.events).toMatchObject([
        {
          ...byHolder(caller),
          operation: 'credential.add',
          outcome: 'done',
          credential_id: credential.id,
          subject: 'Spare',
          key_name: account.keys[0]?.nickname,
          effective_at: TEST_TIME + NEW_MS,
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.add done`]);
      expect(left.changed).toEqual(['audit_event', 'credential', 'outbox', 'session', 'spent']);
    },
  );

  it('by a new key is refused and told, and registers nothing', async () => {
    const account = await makeAccount(world.deps, {
      tier: 'advanced',
      keys: [ROAMING, { ...ROAMING, trustedAt: TEST_TIME + 1 }],
    });
    const thief = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    const early = refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 });
    expect(await addCredentialOptions(world.deps, thief, { hint: 'security-key' })).toEqual(early);
    // A page of the thief's own, which had asked in time.
    const input = await answer({ ...thief, now: TEST_TIME + 1 });
    const left = await leaves(world.deps, () => addCredential(world.deps, thief, input));
    expect(left.answer).toEqual(early);
    expect(left.alerts).toEqual([`${account.email}: credential.add refused`]);
    expect(left.changed).not.toContain('credential');
  });

  it('while enrolling is part of the enrolment', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const own = { accountId: account.id, sessionId: caller.session.id };
    await world.deps.store.write((tx) => beginEnrolment(tx, own, TEST_TIME));
    const { credential } = factsOf((await add(caller)).answer);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('credential').select('origin').where('id', '=', credential.id).executeTakeFirst(),
    );
    expect(row).toEqual({ origin: 'enrolment' });
  });

  it('asks for one that the account does not have yet', async () => {
    const account = await makeAccount(world.deps, { displayName: 'Grace' });
    const options = factsOf(
      await addCredentialOptions(world.deps, await signIn(world.deps, account), { hint: 'client-device' }),
    );
    expect(options.excludeCredentials.map(({ id }) => id)).toEqual(account.keys.map((key) => key.externalId));
    expect(options.user).toEqual({ id: account.userHandle, name: account.email, displayName: 'Grace' });
    expect(options.hints).toEqual(['client-device']);
  });

  it('that answered wrongly adds nothing, is on record, and told on a protected account', async () => {
    for (const [tier, told] of [
      ['standard', 0],
      ['advanced', 1],
    ] as const) {
      const caller = await signIn(world.deps, await makeAccount(world.deps, { tier }));
      const left = await add(caller, { userVerified: false });
      expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'user-not-verified' }));
      expect(left.events).toMatchObject([
        { ...byHolder(caller), operation: 'credential.add', outcome: 'refused', reason: 'user-not-verified' },
      ]);
      expect(left.alerts).toHaveLength(told);
      expect(left.changed).not.toContain('credential');
    }
  });

  it('happens once for one answer', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const input = await answer(caller);
    const decisions = await Promise.all([1, 2, 3].map(() => addCredential(world.deps, caller, input)));
    expect(decisions.map(({ allowed }) => allowed).sort()).toEqual([false, false, true]);
    expect(decisions.find(({ allowed }) => !allowed)).toEqual(refuse({ tag: 'credential-exists' }));
  });

  it('happens once for one challenge, whichever key answers', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const options = factsOf(await addCredentialOptions(world.deps, caller, { hint: 'security-key' }));
    const [first, second] = [1, 2].map(() => newAuthenticator().register(options));
    for (const [response, why] of [
      [first, null],
      [second, 'challenge-spent'],
    ] as const) {
      if (!response) throw new Error('two keys answered');
      const decision = await addCredential(world.deps, caller, { nickname: 'K', response });
      expect(decision.allowed ? null : decision.refusal).toEqual(why && { tag: 'ceremony-failed', why });
    }
  });

  it('to another session’s challenge adds nothing', async () => {
    const account = await makeAccount(world.deps);
    const input = await answer(await signIn(world.deps, account));
    const here = await signIn(world.deps, account);
    expect(await addCredential(world.deps, here, input)).toMatchObject({ refusal: { why: 'challenge-unknown' } });
  });

  it('that is registered already, here or on another account, is refused', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const input = await answer(caller);
    const other = await makeAccount(world.deps);
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('credential')
        .set({ external_id: input.response.id })
        .where('account_id', '=', other.id)
        .execute(),
    );
    const left = await leaves(world.deps, () => addCredential(world.deps, caller, input));
    expect(left.answer).toEqual(refuse({ tag: 'credential-exists' }));
    expect(left.changed).toEqual(['audit_event']);
  });

  it('stops at twenty, when asking and when answering', async () => {
    const nineteen = Array.from({ length: CREDENTIALS_MAX - 1 }, () => ROAMING);
    const caller = await signIn(world.deps, await makeAccount(world.deps, { keys: nineteen }));
    const [first, second] = [await answer(caller), await answer(caller)];
    expect((await addCredential(world.deps, caller, first)).allowed).toBe(true);
    const full = refuse({ tag: 'too-many-credentials', countMax: CREDENTIALS_MAX });
    expect(await addCredential(world.deps, caller, second)).toEqual(full);
    expect(await addCredentialOptions(world.deps, caller, { hint: 'hybrid' })).toEqual(full);
  });

  it('below the hardware floor is not taken at all', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, HARDWARE] });
    const left = await add(await signIn(world.deps, account));
    expect(left.answer).toEqual(refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] }));
    expect(left.changed).not.toContain('credential');
  });
});
