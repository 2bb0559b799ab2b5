// The second factor is lost: mailbox and password together set another app after 72 announced hours, which any use of a
// second factor stops.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { followLink } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { findTotp } from '../../storage/verifier.ts';
import type { Caller } from '../caller.ts';
import { workDueHolds } from '../hold/announce.ts';
import { vetoHold } from '../hold/veto.ts';
import { signInWithPassword } from '../sign-in/password.ts';
import { secondStepWithTotp } from '../sign-in/second-step.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';
import { makeReplacementTotp, replaceTotp } from './replace-totp.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const GONE = refuse({ tag: 'flow-gone' });

describeUseCaseOnBoth('a lost second factor', (world) => {
  const lost = async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    return { account, caller: await followLink(world.deps, account.email) };
  };
  const begin = async (caller: Caller) => {
    const { secret } = factsOf(await makeReplacementTotp(world.deps, caller, { password: PASSWORD }));
    const left = await leaves(world.deps, () => replaceTotp(world.deps, caller, { code: totpAt(secret, TEST_TIME) }));
    return { secret, left };
  };
  const secretOf = async (id: AccountId) => {
    const sealed = await world.deps.store.read((tx) => findTotp(tx, id));
    return sealed === null ? null : world.deps.keyRing.open(TOTP_PURPOSE, sealed)?.toString();
  };
  const kinds = (id: AccountId) =>
    world.deps.store.read(async (tx) => (await listOpenHolds(tx, id)).map(({ kind }) => kind));

  it('is replaced after 72 hours by mailbox and password, told at the start and at the end', async () => {
    const { account, caller } = await lost();
    const { secret, left } = await begin(caller);
    expect(factsOf(left.answer).ripensAt).toBe(TEST_TIME + HOLD_MS);
    expect(left.alerts).toEqual([`${account.email}: recovery-link.replace-totp done`]);
    expect(JSON.stringify(left.events)).not.toContain(secret);
    expect(await secretOf(account.id)).toBe(account.totpSecret);
    await workDueHolds(world.deps, TEST_TIME + HOLD_MS);
    expect(await secretOf(account.id)).toBe(secret);
  });

  it('keeps what waits sealed, and drops it when the wait is stopped', async () => {
    const { account, caller } = await lost();
    await begin(caller);
    const sealed = () =>
      world.deps.store.read(async (tx) => {
        const row = await tx.q.selectFrom('hold').select('totp_sealed').where('account_id', '=', account.id).execute();
        return row[0]?.totp_sealed;
      });
    expect(await sealed()).toMatch(/^a\./);
    const [hold] = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    if (!hold) throw new Error('it waits');
    factsOf(await vetoHold(world.deps, await signIn(world.deps, account, { with: null }), { holdId: hold.id }));
    expect(await sealed()).toBeNull();
  });

  it('was not lost if it is used: that stops the replacement', async () => {
    const { account, caller } = await lost();
    await begin(caller);
    expect(await kinds(account.id)).toEqual(['totp.replace']);
    const browser = makeCaller({ network: 'home' });
    const asked = factsOf(await signInWithPassword(world.deps, browser, { email: account.email, password: PASSWORD }));
    const code = totpAt(account.totpSecret, TEST_TIME);
    factsOf(await secondStepWithTotp(world.deps, { ...browser, flowToken: asked.flowToken }, { code }));
    expect(await kinds(account.id)).toEqual([]);
  });

  it('is not replaced with a wrong password, nor with more tries than the link has', async () => {
    const { caller } = await lost();
    const guess = () => makeReplacementTotp(world.deps, caller, { password: 'not the password' });
    for (let tries = 0; tries < 5; tries++) {
      expect(await guess()).toEqual(refuse({ tag: 'sign-in-failed', why: 'wrong-password' }));
    }
    expect(await guess()).toEqual(GONE);
    expect(await makeReplacementTotp(world.deps, caller, { password: PASSWORD })).toEqual(GONE);
  });

  it('is not replaced without the password, without the link, or where there is none', async () => {
    const { caller } = await lost();
    expect(await replaceTotp(world.deps, caller, { code: '123456' })).toEqual(GONE);
    expect(await makeReplacementTotp(world.deps, makeCaller(), { password: PASSWORD })).toEqual(GONE);
    const keyed = await makeAccount(world.deps);
    const other = await followLink(world.deps, keyed.email);
    expect(await makeReplacementTotp(world.deps, other, { password: PASSWORD })).toEqual(GONE);
  });
});
