// Changing the address: proved by a code to the new one, in the session that asked; at once with two proofs, else as a hold.

import { expect, it } from 'vitest';
import { type AccountAsked, type MadeKey, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount } from '../../storage/account.ts';
import { setSecondProof } from '../../storage/session.ts';
import { makeBackupCodes } from '../backup-code/make.ts';
import type { SignedInCaller } from '../caller.ts';
import { CODE_MS, CODE_TRIES } from '../one-time-code.ts';
import { changeEmail, confirmEmail } from './change.ts';

const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

describeUseCase('asking for another address', (world) => {
  const signedIn = async (asked: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, asked);
    return { account, caller: await signIn(world.deps, account, { caller: { network: account.email } }) };
  };
  const change = (caller: SignedInCaller, email: string) =>
    leaves(world.deps, () => changeEmail(world.deps, caller, { email }));

  it('mails a code to the new one, is on record, and changes nothing yet', async () => {
    const { account, caller } = await signedIn();
    const left = await change(caller, ' New@example.com ');
    const expiresAt = TEST_TIME + CODE_MS;
    expect(left.answer).toEqual(allow({ expiresAt }));
    expect(left.mails).toEqual([
      { to: 'New@example.com', content: { kind: 'email-code', code: expect.stringMatching(/^\d{6}$/), expiresAt } },
    ]);
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'email.change', outcome: 'done', subject: 'New@example.com' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: email.change done`]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'outbox', 'throttle']);
  });

  it('of somebody else answers and touches the same, but tells that holder, not by whose session', async () => {
    const { account: other } = await signedIn({ tier: 'advanced' });
    const { account, caller } = await signedIn();
    const left = await change(caller, other.email.toUpperCase());
    expect(left.answer).toEqual(allow({ expiresAt: TEST_TIME + CODE_MS }));
    expect(left.mails).toEqual([]);
    expect(left.alerts).toEqual([`${other.email}: sign-up.known-address done`, `${account.email}: email.change done`]);
    expect(left.events).toMatchObject([
      { operation: 'sign-up.known-address', account_id: other.id, session_id: null, actor: 'stranger' },
      { ...byHolder(caller), operation: 'email.change' },
    ]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'outbox', 'throttle']);
  });

  it('that is the same one is refused, and on record', async () => {
    const { account, caller } = await signedIn();
    const left = await change(caller, account.email.toUpperCase());
    expect(left.answer).toEqual(refuse({ tag: 'email-unchanged' }));
    expect(left.changed).toEqual(['audit_event']);
  });

  it('is limited per mailbox', async () => {
    for (let count = 0; count < LIMITS['mail.address'].points; count++) {
      await change((await signedIn()).caller, 'busy@example.com');
    }
    const left = await change((await signedIn()).caller, 'busy@example.com');
    expect(left.answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'throttled' }]);
    expect(left.mails).toEqual([]);
  });
});

describeUseCase('confirming another address', (world) => {
  const asked = async (to: string, about: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, about);
    const caller = await signIn(world.deps, account, { caller: { network: account.email } });
    const { mails } = await leaves(world.deps, () => changeEmail(world.deps, caller, { email: to }));
    const [mail] = mails;
    return { account, caller, code: mail?.content.kind === 'email-code' ? mail.content.code : '' };
  };
  const confirm = (caller: SignedInCaller, code: string) =>
    leaves(world.deps, () => confirmEmail(world.deps, caller, { code }));
  const emailOf = async (id: Parameters<typeof loadAccount>[1]) =>
    (await world.deps.store.read((tx) => loadAccount(tx, id)))?.email;

  it('with two proofs happens at once, is recorded, tells both, and offers the old one a contest', async () => {
    const keys = [ROAMING, { ...ROAMING, nickname: 'Green key' }];
    const { account, caller, code } = await asked('standard@example.com', { keys });
    const second = { credentialId: account.keys[1]?.id as MadeKey['id'] };
    await world.deps.store.write((tx) =>
      setSecondProof(tx, caller.session.id, second, { tokenHash: `another ${account.id}`, now: TEST_TIME }),
    );
    const left = await confirm(caller, code);
    expect(left.answer).toEqual(allow({ changed: true, hold: null }));
    expect(await emailOf(account.id)).toBe('standard@example.com');
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'email.confirm', outcome: 'done', subject: 'standard@example.com' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: email.confirm done`, 'standard@example.com: email.confirm done']);
    expect(left.mails).toMatchObject([{ to: account.email, content: { kind: 'address-changed' } }]);
    expect(left.changed).toEqual(['account', 'audit_event', 'flow', 'former_email', 'outbox', 'session']);
  });

  it('is confirmed in the session that asked alone', async () => {
    const { account, code } = await asked('another-session@example.com');
    const other = await signIn(world.deps, account);
    expect((await confirm(other, code)).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('another session that changes what opens the account ends it', async () => {
    const { account, caller, code } = await asked('ended@example.com');
    await makeBackupCodes(world.deps, await signIn(world.deps, account));
    expect((await confirm(caller, code)).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('of a protected account starts a hold, on record, and tells the address that still counts', async () => {
    const { account, caller, code } = await asked('protected@example.com', { tier: 'advanced' });
    const left = await confirm(caller, code);
    const { changed, hold } = factsOf(left.answer);
    const ripensAt = TEST_TIME + HOLD_MS;
    expect(changed).toBe(false);
    expect(hold).toMatchObject({ kind: 'email.change', ripensAt, newEmail: 'protected@example.com' });
    expect(await emailOf(account.id)).toBe(account.email);
    expect(left.events).toMatchObject([
      { operation: 'email.confirm', outcome: 'done', subject: 'protected@example.com', effective_at: ripensAt },
    ]);
    expect(left.alerts).toEqual([`${account.email}: email.confirm done`]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'hold', 'outbox']);
  });

  it('is refused while another change of address waits, and the code is spent', async () => {
    const { caller, code } = await asked('first@example.com', { tier: 'advanced' });
    await confirm(caller, code);
    const { mails } = await leaves(world.deps, () => changeEmail(world.deps, caller, { email: 'second@example.com' }));
    const second = mails[0]?.content.kind === 'email-code' ? mails[0].content.code : '';
    expect((await confirm(caller, second)).answer).toEqual(refuse({ tag: 'hold-exists' }));
    expect((await confirm(caller, second)).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it.each([
    ['standard', 0],
    ['advanced', 1],
  ] as const)('of a %s account with a wrong code takes a try and is on record', async (tier, told) => {
    const { caller, code } = await asked(`wrong-${tier}@example.com`, { tier });
    const left = await confirm(caller, wrongFor(code));
    expect(left.answer).toEqual(refuse({ tag: 'code-refused' }));
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'email.confirm', outcome: 'refused', reason: 'code-refused' },
    ]);
    expect(left.alerts).toHaveLength(told);
    expect(left.changed).toEqual(told ? ['audit_event', 'flow', 'outbox'] : ['audit_event', 'flow']);
  });

  it('is refused after five tries, even with the right code, and gone after ten minutes', async () => {
    const { caller, code } = await asked('tries@example.com');
    for (let tries = 0; tries < CODE_TRIES; tries++) await confirm(caller, wrongFor(code));
    expect((await confirm(caller, code)).answer).toEqual(refuse({ tag: 'code-refused' }));
    // Presence is proved for five minutes: somebody who waited has proved it again.
    const late = { ...caller, now: TEST_TIME + CODE_MS };
    await world.deps.store.write((tx) =>
      tx.q.updateTable('session').set({ fresh_at: late.now }).where('id', '=', caller.session.id).execute(),
    );
    expect((await confirm(late, code)).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('takes the code of the last request only, and no code of another account', async () => {
    const { caller, code } = await asked('early@example.com');
    const other = await asked('other@example.com');
    await changeEmail(world.deps, caller, { email: 'later@example.com' });
    for (const stale of [code, other.code]) {
      const left = await confirm(caller, stale);
      // One in a million codes is alike by chance.
      expect(left.answer).toEqual(refuse({ tag: 'code-refused' }));
    }
  });

  it('is refused where the address was taken meanwhile, and nothing changes', async () => {
    const keys = [ROAMING, { ...ROAMING, nickname: 'Green key' }];
    const { account, caller, code } = await asked('snatched@example.com', { keys });
    await makeAccount(world.deps, { email: 'snatched@example.com' });
    const second = { credentialId: account.keys[1]?.id as MadeKey['id'] };
    await world.deps.store.write((tx) =>
      setSecondProof(tx, caller.session.id, second, { tokenHash: `another ${account.id}`, now: TEST_TIME }),
    );
    expect((await confirm(caller, code)).answer).toEqual(refuse({ tag: 'email-taken' }));
    expect(await emailOf(account.id)).toBe(account.email);
  });
});
