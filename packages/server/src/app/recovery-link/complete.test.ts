// The end of a recovery by link: a new key or a new password, one session, every other one ended, told on every channel.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import { followLink } from '../../../../../test/support/recovery-links.ts';
import {
  describeUseCaseOnBoth,
  factsOf,
  leaves,
  newAuthenticator,
  totpAt,
} from '../../../../../test/support/use-case.ts';
import { NEW_MS } from '../../domain/credential/key-stage.ts';
import { refuse } from '../../domain/decision.ts';
import { loadAccount } from '../../storage/account.ts';
import { findSession } from '../../storage/session.ts';
import { findPassword } from '../../storage/verifier.ts';
import type { Caller } from '../caller.ts';
import { completeRecoveryLink, recoveryLinkKeyOptions } from './complete.ts';
import { proveSecondFactor } from './prove.ts';

const GONE = refuse({ tag: 'flow-gone' });
const PASSWORD = 'nine quiet herons crossed the marsh';
const FRESH = 'eleven grey seals sleep on the skerry';

describeUseCaseOnBoth('the end of a recovery by link', (world) => {
  const load = (id: Parameters<typeof loadAccount>[1]) => world.deps.store.read((tx) => loadAccount(tx, id));
  const register = async (caller: Caller) => {
    const options = factsOf(await recoveryLinkKeyOptions(world.deps, caller));
    return { with: 'key', nickname: 'New key', response: newAuthenticator().register(options) } as const;
  };

  it('with a new key signs in, ends every other session, keeps the old keys, and is told', async () => {
    const account = await makeAccount(world.deps);
    const before = await signIn(world.deps, account);
    const caller = await followLink(world.deps, account.email);
    const input = await register(caller);
    const left = await leaves(world.deps, () => completeRecoveryLink(world.deps, caller, input));
    expect(factsOf(left.answer)).toMatchObject({ next: 'overview' });
    const after = await load(account.id);
    expect(after?.credentials.map(({ nickname, trustedAt }) => [nickname, trustedAt > TEST_TIME])).toEqual([
      [account.keys[0]?.nickname, false],
      ['New key', true],
    ]);
    expect(after?.credentials[1]?.trustedAt).toBe(TEST_TIME + NEW_MS);
    expect(await world.deps.store.read((tx) => findSession(tx, before.session.id))).toBeNull();
    expect(left.alerts).toEqual([`${account.email}: recovery-link.complete done`]);
    expect(left.events).toMatchObject([{ operation: 'recovery-link.complete', key_name: 'New key', subject: 'key' }]);
    expect(await completeRecoveryLink(world.deps, caller, input)).toEqual(GONE);
  });

  it('with a new password keeps the authenticator app beside it', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const caller = await followLink(world.deps, account.email);
    const end = { with: 'password', password: FRESH } as const;
    expect(await completeRecoveryLink(world.deps, caller, end)).toEqual(GONE);
    const code = totpAt(account.totpSecret, TEST_TIME);
    factsOf(await proveSecondFactor(world.deps, caller, { with: 'totp', code }));
    const left = await leaves(world.deps, () => completeRecoveryLink(world.deps, caller, end));
    factsOf(left.answer);
    const phc = await world.deps.store.read((tx) => findPassword(tx, account.id));
    expect(await world.deps.passwordHashing.verify(phc, FRESH, TEST_TURN)).toBe(true);
    expect(await load(account.id)).toMatchObject({ totp: { setAt: expect.any(Number) } });
    expect(left.events).toMatchObject([{ operation: 'recovery-link.complete', subject: 'password', key_name: null }]);
  });

  it('sets no password where no authenticator app is left to stand beside it', async () => {
    const account = await makeAccount(world.deps);
    const caller = await followLink(world.deps, account.email);
    const left = await leaves(world.deps, () =>
      completeRecoveryLink(world.deps, caller, { with: 'password', password: FRESH }),
    );
    expect(left.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
    expect(left.changed).toEqual(['audit_event', 'throttle']);
  });

  it('takes no password that is well known, and the link goes on', async () => {
    const account = await makeAccount(world.deps, { totp: true });
    const caller = await followLink(world.deps, account.email);
    const code = totpAt(account.totpSecret, TEST_TIME);
    factsOf(await proveSecondFactor(world.deps, caller, { with: 'totp', code }));
    const short = await completeRecoveryLink(world.deps, caller, { with: 'password', password: 'short' });
    expect(short).toEqual(refuse({ tag: 'password-refused', why: 'too-short' }));
    expect((await completeRecoveryLink(world.deps, caller, await register(caller))).allowed).toBe(true);
  });
});
