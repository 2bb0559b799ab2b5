// The end of every sign-in: the rule decides, the session opens, and only what opened is on record here.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import { loadAccount, setFrozen } from '../../storage/account.ts';
import { finishSignIn, nextOf } from './finish.ts';

describeUseCase('finishing a sign-in', (world) => {
  const load = async (id: AccountId) => {
    const account = await world.deps.store.read((tx) => loadAccount(tx, id));
    if (!account) throw new Error('the account was just made');
    return account;
  };
  const finish = async (
    id: AccountId,
    kind: 'key' | 'password-and-key' | 'password-and-code',
    caller = makeCaller(),
  ) => {
    const account = await load(id);
    const [credential] = account.credentials;
    if (kind !== 'password-and-code' && !credential) throw new Error('the account has a key');
    const proof =
      kind === 'password-and-code' || !credential ? ({ kind: 'password-and-code' } as const) : { kind, credential };
    return leaves(world.deps, () =>
      world.deps.store.write((tx) => finishSignIn(world.deps, tx, caller, 'sign-in.second-totp', account, proof)),
    );
  };

  it.each([
    ['key', 'key', true],
    ['password-and-key', 'password', true],
    ['password-and-code', 'password', false],
  ] as const)('by %s opens a session of method %s', async (kind, method, hasKey) => {
    const account = await makeAccount(world.deps);
    const left = await finish(account.id, kind);
    const { sessionId } = factsOf(left.answer);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('id', '=', sessionId).executeTakeFirst(),
    );
    const keyId = hasKey ? account.keys[0]?.id : null;
    expect(row).toMatchObject({ method, credential_id: keyId });
    expect(left.events).toMatchObject([{ outcome: 'done', subject: method, credential_id: keyId }]);
  });

  it('never belongs to the session that the browser had before', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const left = await finish(account.id, 'key', caller);
    expect(left.events).toMatchObject([{ session_id: null }]);
    expect(factsOf(left.answer).sessionId).not.toBe(caller.session.id);
  });

  it('that the rule refuses writes nothing: the caller says why', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const left = await finish(account.id, 'password-and-code');
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'no-password' }));
    expect(left.changed).toEqual([]);
  });

  it('without a key leaves an account with keys frozen, and with one thaws it', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    const refused = await finish(account.id, 'password-and-code');
    expect(refused.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'frozen' }));
    expect((await load(account.id)).frozenAt).toBe(TEST_TIME);
    await finish(account.id, 'password-and-key');
    expect((await load(account.id)).frozenAt).toBeNull();
  });

  it('goes on to the enrolment only while a standard account owes it', async () => {
    const owing = await load((await makeAccount(world.deps, { enrolmentRequired: true })).id);
    const free = await load((await makeAccount(world.deps)).id);
    const safe = await load((await makeAccount(world.deps, { tier: 'advanced' })).id);
    expect([owing, free, safe].map(nextOf)).toEqual(['enrolment', 'overview', 'overview']);
  });
});
