// Ceremonies: what browsers are asked, which answers hold, what each wrong one is called, and the row of a new key.

import { expect, it } from 'vitest';
import { BUILT_IN, type MadeAccount, makeAccount, ROAMING, registerKey } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import type { Misbehaviour } from '../../../../test/support/software-authenticator.ts';
import { describeUseCase, leaves } from '../../../../test/support/use-case.ts';
import { makeId } from '../domain/id.ts';
import { listCredentials } from '../storage/credential.ts';
import { askForAssertion, askForRegistration, checkAssertion, checkRegistration, credentialRow } from './ceremony.ts';
import { CHALLENGE_MS } from './challenge.ts';

const SCOPE = { purpose: 'test', subject: 'sess_1' };
const OTHER = { purpose: 'test', subject: 'sess_2' };

describeUseCase('asking for a key', (world) => {
  it('names the keys of the account with their transports, or none for anybody’s', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const held = await world.deps.store.read((tx) => listCredentials(tx, account.id));
    const options = askForAssertion(world.deps, SCOPE, held, TEST_TIME);
    expect(options).toMatchObject({ rpId: 'localhost', timeout: CHALLENGE_MS, userVerification: 'required' });
    expect(options.allowCredentials).toEqual([
      { id: account.keys[0]?.externalId, type: 'public-key', transports: ['internal'] },
      { id: account.keys[1]?.externalId, type: 'public-key', transports: ['usb', 'nfc'] },
    ]);
    expect(askForAssertion(world.deps, SCOPE, [], TEST_TIME).allowCredentials).toEqual([]);
  });

  it('names no suspended key, and where all are suspended asks any', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const held = await world.deps.store.read((tx) => listCredentials(tx, account.id));
    const named = (suspended: number) => {
      const suspension = { by: 'factor', at: TEST_TIME } as const;
      const keys = held.map((key, index) => (index < suspended ? { ...key, suspension } : key));
      return askForAssertion(world.deps, SCOPE, keys, TEST_TIME).allowCredentials.map(({ id }) => id);
    };
    expect(named(1)).toEqual([account.keys[1]?.externalId]);
    expect(named(2)).toEqual([]);
  });

  it('writes nothing, and gives a challenge of its own each time', async () => {
    const left = await leaves(world.deps, async () =>
      [1, 2].map(() => askForAssertion(world.deps, SCOPE, [], TEST_TIME)),
    );
    expect(new Set(left.answer.map(({ challenge }) => challenge)).size).toBe(2);
    expect(left.changed).toEqual([]);
  });
});

describeUseCase('an answer by a key', (world) => {
  const answer = (account: MadeAccount, wrong: Misbehaviour = {}) => {
    const response = account.keys[0]?.authenticator.assert(askForAssertion(world.deps, SCOPE, [], TEST_TIME), wrong);
    if (!response) throw new Error('the account has a key');
    return response;
  };

  it('holds for the account that has the key, and says what to spend', async () => {
    const account = await makeAccount(world.deps);
    const response = answer(account);
    expect(await checkAssertion(world.deps, SCOPE, response, account.id, TEST_TIME)).toMatchObject({
      ok: true,
      key: { id: account.keys[0]?.id, account_id: account.id },
      expiresAt: TEST_TIME + CHALLENGE_MS,
      counterRegressed: false,
    });
  });

  it('of a key of another account is foreign, and says nothing of whose it is', async () => {
    const account = await makeAccount(world.deps);
    const other = await makeAccount(world.deps);
    expect(await checkAssertion(world.deps, SCOPE, answer(account), other.id, TEST_TIME)).toEqual({
      ok: false,
      fault: 'foreign-credential',
      key: null,
    });
  });

  it('of a key that nobody has is unknown', async () => {
    const response = answer(await makeAccount(world.deps), { credentialId: 'bm9ib2R5' });
    expect(await checkAssertion(world.deps, SCOPE, response, null, TEST_TIME)).toEqual({
      ok: false,
      fault: 'unknown-credential',
      key: null,
    });
  });

  it.each<[string, Misbehaviour]>([
    ['user-handle', { userHandle: 'AAAA' }],
    ['origin', { origin: 'https://evil.example' }],
    ['top-origin', { topOrigin: 'https://evil.example' }],
    ['type', { type: 'webauthn.create' }],
    ['rp-id', { rpId: 'evil.example' }],
    ['user-not-verified', { userVerified: false }],
    ['user-not-present', { userPresent: false }],
    ['signature', { spoilSignature: true }],
    ['backup-eligibility-changed', { backupEligible: true }],
    ['backup-state', { backedUp: true }],
    ['challenge-unknown', { challenge: 'AAAA' }],
  ])('is refused for its %s, and names the key for the evidence', async (fault, wrong) => {
    const account = await makeAccount(world.deps);
    const outcome = await checkAssertion(world.deps, SCOPE, answer(account, wrong), null, TEST_TIME);
    expect(outcome).toMatchObject({ ok: false, fault, key: { id: account.keys[0]?.id } });
  });

  it('to a challenge of another scope or another time is refused', async () => {
    const account = await makeAccount(world.deps);
    const response = answer(account);
    expect(await checkAssertion(world.deps, OTHER, response, null, TEST_TIME)).toMatchObject({
      fault: 'challenge-unknown',
    });
    expect(await checkAssertion(world.deps, SCOPE, response, null, TEST_TIME + CHALLENGE_MS)).toMatchObject({
      fault: 'challenge-expired',
    });
  });

  it('without a user handle holds only where the account was named beforehand', async () => {
    const account = await makeAccount(world.deps);
    const response = answer(account, { userHandle: null });
    const check = (owner: typeof account.id | null) => checkAssertion(world.deps, SCOPE, response, owner, TEST_TIME);
    expect(await check(null)).toMatchObject({ ok: false, fault: 'user-handle' });
    expect((await check(account.id)).ok).toBe(true);
  });
});

describeUseCase('registering a key', (world) => {
  const ask = () =>
    askForRegistration(
      world.deps,
      SCOPE,
      {
        userHandle: 'aGFuZGxl',
        email: 'ada@example.com',
        displayName: 'Ada',
        hint: 'security-key',
        exclude: [{ externalId: 'aGVsZA', transports: ['usb'] }],
      },
      TEST_TIME,
    );
  const register = async (wrong: Misbehaviour = {}) => {
    const about = { accountId: makeId('acct', world.deps.random.bytes(16)), userHandle: 'aGFuZGxl', at: TEST_TIME };
    const { authenticator } = await registerKey(world.deps, about);
    return authenticator.register(ask(), wrong);
  };

  it('asks for a discoverable, verified key of this account, and excludes those that it has', () => {
    expect(ask()).toMatchObject({
      rp: { id: 'localhost', name: 'Holdfast' },
      user: { id: 'aGFuZGxl', name: 'ada@example.com', displayName: 'Ada' },
      excludeCredentials: [{ id: 'aGVsZA', type: 'public-key', transports: ['usb'] }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      hints: ['security-key'],
      timeout: CHALLENGE_MS,
    });
  });

  it('holds where everything is as asked, and says what to spend', async () => {
    const response = await register();
    expect(checkRegistration(world.deps, SCOPE, response, TEST_TIME)).toMatchObject({
      ok: true,
      credential: { externalId: response.id, algorithm: -7, attestationTrust: 'none', backupEligible: false },
      expiresAt: TEST_TIME + CHALLENGE_MS,
    });
  });

  it.each<[string, Misbehaviour]>([
    ['origin', { origin: 'https://evil.example' }],
    ['type', { type: 'webauthn.get' }],
    ['rp-id', { rpId: 'evil.example' }],
    ['user-not-verified', { userVerified: false }],
    ['backup-state', { backedUp: true }],
    ['challenge-unknown', { challenge: 'AAAA' }],
    ['credential-id', { credentialId: 'b3RoZXI' }],
  ])('is refused for its %s', async (fault, wrong) => {
    expect(checkRegistration(world.deps, SCOPE, await register(wrong), TEST_TIME)).toEqual({ ok: false, fault });
  });

  it('to a challenge of another scope or another time is refused', async () => {
    const response = await register();
    expect(checkRegistration(world.deps, OTHER, response, TEST_TIME)).toMatchObject({
      fault: 'challenge-unknown',
    });
    expect(checkRegistration(world.deps, SCOPE, response, TEST_TIME + CHALLENGE_MS)).toMatchObject({
      fault: 'challenge-expired',
    });
  });

  it('makes a row that keeps what was proved, under an id of our own, never used yet', async () => {
    const outcome = checkRegistration(world.deps, SCOPE, await register(), TEST_TIME);
    if (!outcome.ok) throw new Error(outcome.fault);
    const accountId = makeId('acct', world.deps.random.bytes(16));
    const about = {
      accountId,
      nickname: 'Blue',
      origin: 'account',
      trustedAt: TEST_TIME + 5,
      now: TEST_TIME,
    } as const;
    expect(credentialRow(world.deps, outcome.credential, about)).toMatchObject({
      id: expect.stringMatching(/^cred_/),
      account_id: accountId,
      external_id: outcome.credential.externalId,
      nickname: 'Blue',
      transports: 'usb nfc',
      attachment: 'cross-platform',
      backup_eligible: 0,
      backed_up: 0,
      attestation_format: 'none',
      attestation_trust: 'none',
      origin: 'account',
      created_at: TEST_TIME,
      trusted_at: TEST_TIME + 5,
      last_used_at: null,
      last_used_country: null,
    });
  });
});
