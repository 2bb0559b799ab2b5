// The authenticator app: offered, confirmed by a code of its own, removed; the one in use works until the next does.

import { expect, it } from 'vitest';
import { type AccountAsked, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import { findTotp, spendTotpStep } from '../../storage/verifier.ts';
import type { SignedInCaller } from '../caller.ts';
import { beginTotp, confirmTotp, removeTotp } from './change.ts';
import { TOTP_PURPOSE } from './totp-purpose.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';

describeUseCase('the authenticator app', (world) => {
  const signedIn = async (asked: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, { keys: [ROAMING], ...asked });
    return { account, caller: await signIn(world.deps, account) };
  };
  const confirm = (caller: SignedInCaller, code: string) =>
    leaves(world.deps, () => confirmTotp(world.deps, caller, { code }));
  const secretOf = async (id: AccountId) => {
    const sealed = await world.deps.store.read((tx) => findTotp(tx, id));
    return sealed === null ? null : world.deps.keyRing.open(TOTP_PURPOSE, sealed)?.toString();
  };
  const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

  it('is offered without touching the one in use, and is on record', async () => {
    const { account, caller } = await signedIn({ password: PASSWORD, totp: true });
    const left = await leaves(world.deps, () => beginTotp(world.deps, caller));
    const { secret, uri } = factsOf(left.answer);
    expect(uri).toContain(secret);
    expect(await secretOf(account.id)).toBe(account.totpSecret);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'totp.begin', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: totp.begin done`]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'outbox']);
  });

  it('is taken once it shows its code, which is spent with it; on record and told', async () => {
    const { account, caller } = await signedIn({ password: PASSWORD, totp: true });
    const { secret } = factsOf(await beginTotp(world.deps, caller));
    const left = await confirm(caller, totpAt(secret, TEST_TIME));
    expect(left.answer).toEqual(allow({}));
    expect(await secretOf(account.id)).toBe(secret);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'totp.confirm', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: totp.confirm done`]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'former_factor', 'outbox', 'totp_verifier']);
    const step = TEST_TIME / 30_000;
    expect(await world.deps.store.write((tx) => spendTotpStep(tx, account.id, step, step))).toBe(false);
  });

  it('is confirmed by the session that began it alone', async () => {
    const { account, caller } = await signedIn({ password: PASSWORD, totp: true });
    const { secret } = factsOf(await beginTotp(world.deps, caller));
    const other = await signIn(world.deps, account);
    expect((await confirm(other, totpAt(secret, TEST_TIME))).answer).toEqual(refuse({ tag: 'flow-gone' }));
    expect(await secretOf(account.id)).toBe(account.totpSecret);
  });

  it('is taken once', async () => {
    const { caller } = await signedIn();
    const { secret } = factsOf(await beginTotp(world.deps, caller));
    const code = totpAt(secret, TEST_TIME);
    await confirm(caller, code);
    expect((await confirm(caller, code)).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('with a wrong code takes a try and is on record; after five the offer is gone', async () => {
    const { account, caller } = await signedIn();
    const { secret } = factsOf(await beginTotp(world.deps, caller));
    const code = totpAt(secret, TEST_TIME);
    for (let tries = 0; tries < 5; tries++) {
      const left = await confirm(caller, wrongFor(code));
      expect(left.answer).toEqual(refuse({ tag: 'code-refused' }));
      expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'totp.confirm', reason: 'code-refused' }]);
      expect(left.changed).toEqual(['audit_event', 'flow']);
    }
    expect((await confirm(caller, code)).answer).toEqual(refuse({ tag: 'flow-gone' }));
    expect(await secretOf(account.id)).toBeNull();
  });

  it('that was offered last is the one that counts, for fifteen minutes', async () => {
    const { caller } = await signedIn();
    const first = factsOf(await beginTotp(world.deps, caller));
    const second = factsOf(await beginTotp(world.deps, caller));
    expect((await confirm(caller, totpAt(first.secret, TEST_TIME))).answer.allowed).toBe(false);
    const late = { ...caller, now: TEST_TIME + 15 * 60_000 };
    const provePresence = (at: number) =>
      world.deps.store.write((tx) =>
        tx.q.updateTable('session').set({ fresh_at: at }).where('id', '=', caller.session.id).execute(),
      );
    await provePresence(late.now);
    const left = await confirm(late, totpAt(second.secret, late.now));
    expect(left.answer).toEqual(refuse({ tag: 'flow-gone' }));
    await provePresence(TEST_TIME);
    expect((await confirm(caller, totpAt(second.secret, TEST_TIME))).answer.allowed).toBe(true);
  });

  it('is removed, on record and told', async () => {
    const { account, caller } = await signedIn({ password: PASSWORD, totp: true });
    const left = await leaves(world.deps, () => removeTotp(world.deps, caller));
    expect(left.answer).toEqual(allow({}));
    expect(await secretOf(account.id)).toBeNull();
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'totp.remove', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: totp.remove done`]);
    expect(left.changed).toEqual(['audit_event', 'former_factor', 'outbox', 'totp_verifier']);
    expect(await removeTotp(world.deps, caller)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('that the password needs beside it stays', async () => {
    const { caller } = await signedIn({ password: PASSWORD, totp: true, keys: [] });
    const left = await leaves(world.deps, () => removeTotp(world.deps, caller));
    expect(left.answer).toEqual(refuse({ tag: 'floor-would-break', unmet: ['second-factor'] }));
    expect(left.changed).toEqual(['audit_event']);
  });

  it('is nothing to a protected account: refused, on record and told', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const no = refuse({ tag: 'not-permitted', why: 'tier' });
    const quiet = await leaves(world.deps, () => beginTotp(world.deps, caller));
    expect([quiet.answer, quiet.changed]).toEqual([no, ['audit_event']]);
    const told = await confirm(caller, '123456');
    expect([told.answer, told.alerts]).toEqual([no, [`${account.email}: totp.confirm refused`]]);
  });
});
