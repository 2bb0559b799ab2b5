// The drill: a recovery key is found good without being used up, and a wrong one gives nothing away but its own mistake.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { byHolder, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount } from '../../storage/account.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import { makeRecoveryKeyPair } from './make-pair.ts';
import { practiseRecovery } from './practise.ts';

const LATER = TEST_TIME + 1000;
const NEITHER = refuse({ tag: 'recovery-key-refused', group: null });

describeUseCaseOnBoth('practising a recovery', (world) => {
  const holder = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { recoveryKeys, hashes } = makeRecoveryKeyPair(world.deps);
    await world.deps.store.write(async (tx) => {
      await stageRecoveryKeys(tx, account.id, hashes, TEST_TIME);
      await activateRecoveryKeys(tx, account.id);
    });
    const [first = '', second = ''] = recoveryKeys;
    return { account, caller: { ...(await signIn(world.deps, account)), now: LATER }, first, second };
  };
  const load = async ({ id }: MadeAccount) => {
    const account = await world.deps.store.read((tx) => loadAccount(tx, id));
    if (!account || account.tier === 'standard') throw new Error('a protected account is there');
    return account;
  };
  const practise = (caller: SignedInCaller, recoveryKey: string) =>
    practiseRecovery(world.deps, caller, { recoveryKey });

  it('either key, typed as people type, is found good, again and again, and is not used up', async () => {
    const { account, caller, second } = await holder();
    const typed = ` ${second.toLowerCase().replaceAll(' ', '-').replaceAll('1', 'l').replaceAll('0', 'o')}`;
    const left = await leaves(world.deps, () => practise(caller, typed));
    expect(left.answer).toEqual(allow({ ordinal: 2, provedAt: LATER }));
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'recovery-key.test', outcome: 'done', subject: '2' },
    ]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'recovery_key']);
    expect((await load(account)).recoveryKeys).toMatchObject([
      { ordinal: 1, provedAt: null },
      { ordinal: 2, provedAt: LATER },
    ]);
    expect((await practise({ ...caller, now: LATER + 1 }, second)).allowed).toBe(true);
  });

  it('no fresh proof is asked for: practising must cost nothing', async () => {
    const { caller, first } = await holder();
    expect((await practise({ ...caller, now: TEST_TIME + 50 * 60_000 }, first)).allowed).toBe(true);
  });

  it('a mistyped key is refused, naming the wrong group, is recorded, and proves nothing', async () => {
    const { caller, first } = await holder();
    const wrong = `${first.slice(0, 10)}${first[10] === 'A' ? 'B' : 'A'}${first.slice(11)}`;
    const left = await leaves(world.deps, () => practise(caller, wrong));
    expect(left.answer).toEqual(refuse({ tag: 'recovery-key-refused', group: 3 }));
    expect(left.events).toMatchObject([{ operation: 'recovery-key.test', reason: 'recovery-key-refused' }]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'throttle']);
  });

  it.each(['', '7K2Q', `${'7K2Q '.repeat(8)}`, 'never a key'])('“%s” is no recovery key', async (typed) => {
    const { caller } = await holder();
    expect(await practise(caller, typed)).toEqual(NEITHER);
  });

  it('a key of another account, and one that was made but not put in place, prove nothing', async () => {
    const { account, caller } = await holder();
    const other = await holder();
    expect(await practise(caller, other.first)).toEqual(NEITHER);
    const staged = makeRecoveryKeyPair(world.deps);
    await world.deps.store.write((tx) => stageRecoveryKeys(tx, account.id, staged.hashes, LATER));
    expect(await practise(caller, staged.recoveryKeys[0] ?? '')).toEqual(NEITHER);
  });

  it('after twenty wrong keys in an hour a wrong one waits, and a right one is still found good', async () => {
    const { caller, first } = await holder();
    const { first: foreign } = await holder();
    for (let tries = 0; tries < LIMITS['drill.account'].points; tries++) {
      expect(await practise(caller, foreign)).toEqual(NEITHER);
    }
    expect(await practise(caller, foreign)).toEqual(refuse({ tag: 'throttled', retryAfterSeconds: 3600 }));
    expect(factsOf(await practise(caller, first)).ordinal).toBe(1);
    expect(await practise({ ...caller, now: LATER + 3_600_000 }, foreign)).toEqual(NEITHER);
  });

  it('a standard account has nothing to practise with', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    expect(await practise(caller, '0000 0000 0000 0000 0000 0000 0000')).toEqual(
      refuse({ tag: 'not-permitted', why: 'tier' }),
    );
  });

  it('a key that began a recovery is still good; a void one is not, and the answer says so', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { recoveryKey } = await begin(world.deps, account, asker(TEST_TIME));
    const caller = await signIn(world.deps, account);
    expect(factsOf(await practise(caller, recoveryKey)).ordinal).toBe(1);
    await world.deps.store.write((tx) =>
      tx.q.updateTable('recovery_key').set({ spent_at: 1 }).where('account_id', '=', account.id).execute(),
    );
    expect(await practise(caller, recoveryKey)).toEqual(refuse({ tag: 'recovery-key-void' }));
  });
});
