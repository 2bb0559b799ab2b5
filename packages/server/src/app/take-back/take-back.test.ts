// Taking protection back: what came with the enrolment ends, what opened the account before lives again, and it is told.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, registerKey, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { followedBack, settle, settledBy } from '../../../../../test/support/settling.ts';
import { describeUseCaseOnBoth, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { loadAccount, setEmail } from '../../storage/account.ts';
import { deleteCredential, insertCredential, suspendCredential } from '../../storage/credential.ts';
import { findSession } from '../../storage/session.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import { findPassword } from '../../storage/verifier.ts';
import { takeBack, takeBackOptions } from './take-back.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const DAY_MS = 86_400_000;

describeUseCaseOnBoth('taking protection back', (world) => {
  const load = (id: Parameters<typeof loadAccount>[1]) => world.deps.store.read((tx) => loadAccount(tx, id));
  const back = async (email: string, secret: string | null, now = TEST_TIME) => {
    const caller = await followedBack(world.deps, email);
    return leaves(world.deps, () => takeBack(world.deps, caller, { with: 'totp', code: totpAt(secret, now) }));
  };

  it('makes it the standard account that it was, on record and told', async () => {
    const account = await settledBy(world.deps, { password: PASSWORD, totp: true, keys: [] });
    const thief = await signIn(world.deps, account);
    const young = await makeChannel(world.deps, account.id);
    const left = await back(account.email, account.totpSecret);
    expect(factsOf(left.answer)).toMatchObject({ sessionsEnded: 1, keysEnded: 2, opens: ['password'] });
    expect(await load(account.id)).toMatchObject({ tier: 'standard', credentials: [], takenBackAt: TEST_TIME });
    const phc = await world.deps.store.read((tx) => findPassword(tx, account.id));
    expect(await world.deps.passwordHashing.verify(phc, PASSWORD, { lane: 'own', owner: account.id })).toBe(true);
    expect(await world.deps.store.read((tx) => findSession(tx, thief.session.id))).toBeNull();
    expect((await world.deps.store.read((tx) => listExclusions(tx, account.id)))[0]).toMatchObject({
      until: TEST_TIME,
    });
    expect(left.events).toMatchObject([{ operation: 'enrolment.take-back', outcome: 'done', subject: 'totp' }]);
    expect(left.alerts).toEqual([`${account.email}: enrolment.take-back done`]);
    const channel = await world.deps.store.read((tx) =>
      tx.q.selectFrom('alert_channel').select('state').where('id', '=', young).executeTakeFirstOrThrow(),
    );
    expect(channel.state).toBe('paused');
    for (const table of ['recovery_key', 'former_factor']) expect(left.changed).toContain(table);
  });

  it('uses the code up: it opens nothing a moment later', async () => {
    const account = await settledBy(world.deps, { password: PASSWORD, totp: true, keys: [] });
    factsOf((await back(account.email, account.totpSecret)).answer);
    const row = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('totp_verifier')
        .select('last_step')
        .where('account_id', '=', account.id)
        .executeTakeFirstOrThrow(),
    );
    expect(row.last_step).toBe(TEST_TIME / 30_000);
  });

  it('with an older key keeps it, brings it back where suspended, and ends the younger ones', async () => {
    const account = await makeAccount(world.deps, { keys: [ROAMING] });
    const [own] = account.keys;
    const about = { accountId: account.id, userHandle: account.userHandle, at: TEST_TIME - 1 };
    const theirs = await registerKey(world.deps, about, { ...BUILT_IN, trustedAt: TEST_TIME });
    if (!own) throw new Error('a key was made');
    await world.deps.store.write(async (tx) => {
      await insertCredential(tx, theirs.row);
      await suspendCredential(tx, account.id, own.id, { by: 'key', credentialId: theirs.id, at: TEST_TIME });
    });
    await settle(world.deps, account);
    const caller = await followedBack(world.deps, account.email);
    const response = own.authenticator.assert(factsOf(await takeBackOptions(world.deps, caller)));
    const taken = factsOf(await takeBack(world.deps, caller, { with: 'key', response }));
    expect(taken.opens).toEqual(['key']);
    expect((await load(account.id))?.credentials).toMatchObject([{ id: own.id, suspension: null }]);
  });

  it('leaves no older key the trust that the enrolment gave it', async () => {
    const made = { trustedAt: TEST_TIME };
    const keys = [
      { ...ROAMING, ...made },
      { ...BUILT_IN, ...made },
    ];
    const account = await makeAccount(world.deps, { keys, at: TEST_TIME - 4 * DAY_MS });
    const [planted, own] = account.keys;
    if (!planted || !own) throw new Error('two keys were made');
    await settle(world.deps, account);
    const caller = await followedBack(world.deps, account.email);
    const response = own.authenticator.assert(factsOf(await takeBackOptions(world.deps, caller)));
    factsOf(await takeBack(world.deps, caller, { with: 'key', response }));
    const stay = (await load(account.id))?.credentials ?? [];
    expect(new Map(stay.map(({ id, trustedAt, createdAt }) => [id, trustedAt - createdAt]))).toEqual(
      new Map([
        [planted.id, 14 * DAY_MS],
        [own.id, 14 * DAY_MS],
      ]),
    );
  });

  it('leaves out a removed key that was registered elsewhere meanwhile, and brings the rest back', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [ROAMING] });
    const [own] = account.keys;
    if (!own) throw new Error('a key was made');
    await world.deps.store.write(async (tx) => {
      await deleteCredential(tx, account.id, own.id, TEST_TIME);
    });
    await settle(world.deps, account);
    const other = await makeAccount(world.deps);
    await world.deps.store.write((tx) =>
      tx.q.updateTable('credential').set({ external_id: own.externalId }).where('account_id', '=', other.id).execute(),
    );
    const left = await back(account.email, account.totpSecret);
    expect(factsOf(left.answer).opens).toEqual(['password']);
    expect((await load(account.id))?.credentials).toEqual([]);
  });

  it('gives the account the address back that it had a day before', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [] });
    await world.deps.store.write((tx) => setEmail(tx, account.id, `new-${account.email}`, TEST_TIME - DAY_MS + 1));
    await settle(world.deps, account);
    const left = await back(account.email, account.totpSecret);
    factsOf(left.answer);
    expect(await load(account.id)).toMatchObject({ email: account.email });
    // Both mailboxes hear of it: either may be the holder's.
    expect(left.alerts.map((alert) => alert.split(':')[0]).sort()).toEqual(
      [account.email, `new-${account.email}`].sort(),
    );
  });

  it('contests the address that stays where another account has the old one by now', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [] });
    await world.deps.store.write((tx) => setEmail(tx, account.id, `new-${account.email}`, TEST_TIME - DAY_MS + 1));
    await settle(world.deps, account);
    const caller = await followedBack(world.deps, account.email);
    const other = await makeAccount(world.deps);
    await world.deps.store.write((tx) => setEmail(tx, other.id, account.email, TEST_TIME));
    const code = totpAt(account.totpSecret, TEST_TIME);
    factsOf(await takeBack(world.deps, caller, { with: 'totp', code }));
    expect(await load(account.id)).toMatchObject({ email: `new-${account.email}`, emailContestedAt: TEST_TIME });
  });

  it('refuses a wrong code on record and told, takes a try, and is gone after five', async () => {
    const account = await settledBy(world.deps, { password: PASSWORD, totp: true, keys: [] });
    const caller = await followedBack(world.deps, account.email);
    const guess = () => leaves(world.deps, () => takeBack(world.deps, caller, { with: 'totp', code: '000000' }));
    const first = await guess();
    expect(first.answer).toEqual(refuse({ tag: 'code-refused' }));
    expect(first.events).toMatchObject([
      { operation: 'enrolment.take-back', outcome: 'refused', reason: 'code-refused' },
    ]);
    for (let tries = 1; tries < 5; tries++) await guess();
    expect((await guess()).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('happens once, however many ask at once', async () => {
    const account = await settledBy(world.deps, { password: PASSWORD, totp: true, keys: [] });
    const caller = await followedBack(world.deps, account.email);
    const code = totpAt(account.totpSecret, TEST_TIME);
    const answers = await Promise.all([1, 2, 3].map(() => takeBack(world.deps, caller, { with: 'totp', code })));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
  });
});
