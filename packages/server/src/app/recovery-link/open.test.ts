// Following the link: once, in time, in the browser that asked; what support had sent, in the first browser that opens it.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { askForLink, linkIn } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { setFrozen, setProtected } from '../../storage/account.ts';
import { makeBackupCodes } from '../backup-code/make.ts';
import { startRecoveryForHolder } from '../support/start-recovery.ts';
import { openRecoveryLink } from './open.ts';

const REFUSED = refuse({ tag: 'link-refused' });

describeUseCaseOnBoth('following a recovery link', (world) => {
  it('works once, in the browser that asked, and says what is asked for besides', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons crossed', totp: true });
    factsOf(await makeBackupCodes(world.deps, await signIn(world.deps, account, { with: null })));
    const { caller, link } = await askForLink(world.deps, account.email);
    const left = await leaves(world.deps, () => openRecoveryLink(world.deps, caller, { link }));
    expect(factsOf(left.answer)).toMatchObject({
      displayName: 'Ada',
      second: ['totp', 'backup-code'],
      proved: false,
      ways: ['key', 'password'],
      expiresAt: TEST_TIME + LINK_MS,
      flowToken: null,
    });
    expect(factsOf(left.answer).account).not.toBe(account.email);
    expect(left.events).toMatchObject([{ operation: 'recovery-link.open', actor: 'stranger', account_id: account.id }]);
    expect(await openRecoveryLink(world.deps, caller, { link })).toEqual(REFUSED);
  });

  it('does nothing in another browser, and still works in the one that asked', async () => {
    const account = await makeAccount(world.deps);
    const { caller, link } = await askForLink(world.deps, account.email);
    const other = makeCaller({ network: 'elsewhere' });
    expect(await openRecoveryLink(world.deps, other, { link })).toEqual(REFUSED);
    const asked = (await askForLink(world.deps, (await makeAccount(world.deps)).email)).caller;
    expect(await openRecoveryLink(world.deps, asked, { link })).toEqual(REFUSED);
    expect((await openRecoveryLink(world.deps, caller, { link })).allowed).toBe(true);
  });

  it('is over after fifteen minutes', async () => {
    const account = await makeAccount(world.deps);
    const { caller, link } = await askForLink(world.deps, account.email);
    const late = { ...caller, now: TEST_TIME + LINK_MS };
    expect(await openRecoveryLink(world.deps, late, { link })).toEqual(REFUSED);
    expect((await openRecoveryLink(world.deps, { ...late, now: late.now - 1 }, { link })).allowed).toBe(true);
  });

  it('leads nowhere once the account is protected, or was locked with “This wasn’t me”', async () => {
    const account = await makeAccount(world.deps);
    const first = await askForLink(world.deps, account.email);
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    expect(await openRecoveryLink(world.deps, first.caller, { link: first.link })).toEqual(REFUSED);
    const other = await makeAccount(world.deps);
    const second = await askForLink(world.deps, other.email);
    await world.deps.store.write((tx) => setProtected(tx, other.id, 'advanced', 72, TEST_TIME));
    expect(await openRecoveryLink(world.deps, second.caller, { link: second.link })).toEqual(REFUSED);
  });

  it('that support had sent binds the first browser that opens it, once', async () => {
    const support = await makeAccount(world.deps, { tier: 'advanced', role: 'support' });
    const staff = await signIn(world.deps, support);
    const account = await makeAccount(world.deps);
    const input = { email: account.email, ticket: 'T-1' };
    const link = linkIn(await leaves(world.deps, () => startRecoveryForHolder(world.deps, staff, input))) ?? '';
    const opened = factsOf(await openRecoveryLink(world.deps, makeCaller(), { link }));
    expect(opened.flowToken).toMatch(/^hff_/);
    expect(await openRecoveryLink(world.deps, makeCaller(), { link })).toEqual(REFUSED);
  });

  it('that nobody sent is refused', async () => {
    for (const link of [`hfl_1${'A'.repeat(43)}`, 'x', `hff_1${'A'.repeat(43)}`]) {
      expect(await openRecoveryLink(world.deps, makeCaller(), { link })).toEqual(REFUSED);
    }
  });
});
