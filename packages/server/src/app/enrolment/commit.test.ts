// The tap that turns protection on: everything in one transaction, once, by a key of the account, or nothing at all.

import { expect, it } from 'vitest';
import {
  type AccountAsked,
  BUILT_IN,
  HARDWARE,
  type MadeAccount,
  type MadeKey,
  makeAccount,
  ROAMING,
  registerKey,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import type { CeremonyFault } from '../../domain/refusal.ts';
import { loadAccount, setEmail } from '../../storage/account.ts';
import { listChannels } from '../../storage/alert-channel.ts';
import { insertCredential, setMakeReport } from '../../storage/credential.ts';
import { findEnrolment, goOnEnrolment } from '../../storage/enrolment.ts';
import { listFormerFactors } from '../../storage/former-factor.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { findSession } from '../../storage/session.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import { deleteAccount } from '../account/delete.ts';
import type { SignedInCaller } from '../caller.ts';
import { changeEmail } from '../email/change.ts';
import { hashToken } from '../token.ts';
import { commitEnrolment, commitOptions } from './commit.ts';
import { beginEnrolment, makeRecoveryKeys, proveRecoveryKey } from './prepare.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const DAY_MS = 86_400_000;
type Floor = 'advanced' | 'hardware';

describeUseCase('the tap', (world) => {
  const prepared = async (asked: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING], ...asked });
    const caller = await signIn(world.deps, account, { with: null });
    factsOf(await beginEnrolment(world.deps, caller));
    const { recoveryKeys } = factsOf(await makeRecoveryKeys(world.deps, caller));
    factsOf(await proveRecoveryKey(world.deps, caller, { recoveryKey: recoveryKeys[0] ?? '', waitHours: 168 }));
    return { account, caller };
  };
  const answer = async (caller: SignedInCaller, key: MadeKey | undefined, floor: Floor, wrong: Misbehaviour = {}) => {
    const options = factsOf(await commitOptions(world.deps, caller));
    if (!key) throw new Error('the account has a key');
    // As a page might that asked for a ceremony of its own: whichever key was touched.
    const asked = { ...options, allowCredentials: [{ id: key.externalId }] };
    return { floor, response: key.authenticator.assert(asked, wrong) };
  };
  const tap = async (
    { account, caller }: { account: MadeAccount; caller: SignedInCaller },
    { floor = 'advanced', key = 0, wrong = {} }: { floor?: Floor; key?: number; wrong?: Misbehaviour } = {},
  ) => {
    const input = await answer(caller, account.keys[key], floor, wrong);
    return leaves(world.deps, () => commitEnrolment(world.deps, caller, input));
  };
  const load = ({ id }: MadeAccount) => world.deps.store.read((tx) => loadAccount(tx, id));

  it('deletes password and codes, starts recovery keys and exclusion, and is recorded and told', async () => {
    const made = await prepared({ password: PASSWORD, totp: true });
    const left = await tap(made);
    expect(await load(made.account)).toMatchObject({
      tier: 'advanced',
      protectedSince: TEST_TIME,
      waitHours: 168,
      recoveryKeys: [{ provedAt: TEST_TIME }, { provedAt: null }],
    });
    expect(await world.deps.store.read((tx) => listExclusions(tx, made.account.id))).toEqual([
      { reason: 'protection', from: TEST_TIME, until: null },
    ]);
    const of = { accountId: made.account.id, sessionId: made.caller.session.id };
    expect(await world.deps.store.read((tx) => findEnrolment(tx, of, TEST_TIME))).toBeNull();
    expect(left.events).toMatchObject([
      {
        ...byHolder(made.caller),
        operation: 'enrolment.commit',
        outcome: 'done',
        subject: 'advanced',
        credential_id: made.account.keys[0]?.id,
        key_name: 'This laptop',
      },
    ]);
    expect(left.alerts).toEqual([`${made.account.email}: enrolment.commit done`]);
    for (const table of ['password_verifier', 'totp_verifier', 'recovery_key', 'training_exclusion', 'enrolment']) {
      expect(left.changed).toContain(table);
    }
  });

  it('is refused by a clock that is behind what its keys have seen', async () => {
    const made = await prepared();
    const [key] = made.account.keys;
    const later = TEST_TIME + 60_001;
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('credential')
        .set({ last_used_at: later })
        .where('id', '=', key?.id ?? ('' as never))
        .execute(),
    );
    expect((await tap(made)).answer).toEqual(refuse({ tag: 'clock-doubted' }));
    expect((await load(made.account))?.tier).toBe('standard');
  });

  it('ends other sessions; this one goes on under the key, with a new token and shorter life', async () => {
    const made = await prepared();
    const other = await signIn(world.deps, made.account);
    const { sessionsEnded, sessionToken, endsAt } = factsOf((await tap(made)).answer);
    expect(sessionsEnded).toBe(1);
    expect(endsAt).toBe(TEST_TIME + 24 * 3_600_000);
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('account_id', '=', made.account.id).execute(),
    );
    expect(rows.find(({ id }) => id === other.session.id)).toMatchObject({ end_reason: 'enrolment.commit' });
    expect(rows.find(({ id }) => id === made.caller.session.id)).toMatchObject({
      token_hash: hashToken(world.deps.keyRing, 'hfs', sessionToken),
      ended_at: null,
      method: 'key',
      credential_id: made.account.keys[0]?.id,
      idle_ms: 3_600_000,
      ends_at: endsAt,
    });
    expect(sessionToken).not.toBe(made.caller.token);
  });

  it('trusts the key that confirmed and those that its session added, and no key planted before', async () => {
    const young = { ...ROAMING, trustedAt: TEST_TIME + 14 * DAY_MS } as const;
    const made = await prepared({ keys: [young, young, young, young], at: TEST_TIME });
    const [, tapped, added, planted] = made.account.keys;
    if (!tapped || !added || !planted) throw new Error('four keys were made');
    const of = { accountId: made.account.id, sessionId: made.caller.session.id };
    await world.deps.store.write((tx) => goOnEnrolment(tx, of, TEST_TIME, { addedKey: added.id }));
    await tap(made, { key: 1 });
    const trustedAt = new Map((await load(made.account))?.credentials.map((key) => [key.id, key.trustedAt]));
    expect([tapped.id, added.id, planted.id].map((id) => (trustedAt.get(id) ?? 0) - TEST_TIME)).toEqual([
      0,
      0,
      14 * DAY_MS,
    ]);
  });

  it('settles for 72 hours if a new key confirmed it, and seals what opened the account before', async () => {
    const young = { ...ROAMING, trustedAt: TEST_TIME + 1 };
    const made = await prepared({
      password: PASSWORD,
      totp: true,
      keys: [{ ...BUILT_IN, trustedAt: TEST_TIME + 1 }, young],
    });
    const left = await tap(made, { key: 1 });
    expect(factsOf(left.answer).settlesAt).toBe(TEST_TIME + SETTLING_MS);
    expect(await load(made.account)).toMatchObject({ tier: 'advanced', settlesAt: TEST_TIME + SETTLING_MS });
    expect(left.events).toMatchObject([{ operation: 'enrolment.commit', effective_at: TEST_TIME + SETTLING_MS }]);
    const formers = await world.deps.store.read((tx) => listFormerFactors(tx, made.account.id));
    expect(formers.map(({ kind, sealed }) => [kind, sealed]).toSorted()).toEqual([
      ['password', true],
      ['totp', true],
    ]);
    for (const { verifier } of formers) expect(verifier).not.toMatch(/argon2|otpauth/);
  });

  it('by the one trusted key, with nothing beside it, is final, and nothing of before is kept', async () => {
    const made = await prepared({ password: PASSWORD, keys: [BUILT_IN, { ...ROAMING, trustedAt: TEST_TIME + 1 }] });
    expect(factsOf((await tap(made)).answer).settlesAt).toBeNull();
    expect(await world.deps.store.read((tx) => listFormerFactors(tx, made.account.id))).toEqual([]);
  });

  it('by a new key is refused where the account has a trusted one, which alone is asked for', async () => {
    const made = await prepared({ keys: [BUILT_IN, { ...ROAMING, trustedAt: TEST_TIME + 1 }] });
    const { allowCredentials } = factsOf(await commitOptions(world.deps, made.caller));
    expect(allowCredentials.map(({ id }) => id)).toEqual([made.account.keys[0]?.externalId]);
    expect((await tap(made, { key: 1 })).answer).toEqual(
      refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }),
    );
  });

  it('stops every change that waits, and tells of each', async () => {
    const made = await prepared();
    const asker = await signIn(world.deps, made.account);
    factsOf(await deleteAccount(world.deps, asker));
    const left = await tap(made);
    expect(factsOf(left.answer).holdsStopped).toBe(1);
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, made.account.id))).toEqual([]);
    expect(left.events).toMatchObject([
      { operation: 'hold.veto', subject: 'account.delete' },
      { operation: 'enrolment.commit' },
    ]);
  });

  it('pauses the channels that are not kept, and tells each as the last thing', async () => {
    const made = await prepared();
    const [old, young] = [
      await makeChannel(world.deps, made.account.id, { createdAt: TEST_TIME - 14 * DAY_MS }),
      await makeChannel(world.deps, made.account.id),
    ];
    const left = await tap(made);
    expect(factsOf(left.answer).channelsPaused).toBe(1);
    const rows = await world.deps.store.read((tx) => listChannels(tx, made.account.id));
    expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [old, 'live'],
        [young, 'paused'],
      ]),
    );
    const told = await world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').select('channel_id').where('channel', '=', 'webhook').execute(),
    );
    expect(told.map(({ channel_id }) => channel_id)).toContain(young);
  });

  it('keeps exactly the channels that were ticked', async () => {
    const made = await prepared();
    const old = await makeChannel(world.deps, made.account.id, { createdAt: TEST_TIME - 14 * DAY_MS });
    const young = await makeChannel(world.deps, made.account.id);
    const input = await answer(made.caller, made.account.keys[0], 'advanced');
    factsOf(await commitEnrolment(world.deps, made.caller, { ...input, keepChannels: [young] }));
    const rows = await world.deps.store.read((tx) => listChannels(tx, made.account.id));
    expect(rows.map(({ id, state }) => [id, state]).toSorted()).toEqual(
      [
        [old, 'paused'],
        [young, 'live'],
      ].toSorted(),
    );
  });

  it('also tells the mailbox of the day before, where the address changed since and it settles', async () => {
    const young = { trustedAt: TEST_TIME + 1 };
    const made = await prepared({
      keys: [
        { ...BUILT_IN, ...young },
        { ...ROAMING, ...young },
      ],
    });
    await world.deps.store.write((tx) => setEmail(tx, made.account.id, 'changed@example.com', TEST_TIME - 1));
    const left = await tap(made, { key: 1 });
    expect(left.alerts).toEqual([
      'changed@example.com: enrolment.commit done',
      `${made.account.email}: enrolment.commit done`,
    ]);
  });

  it('drops what was half done', async () => {
    const made = await prepared();
    const other = await signIn(world.deps, made.account);
    factsOf(await changeEmail(world.deps, other, { email: 'half-done@example.com' }));
    expect((await tap(made)).changed).toContain('flow');
  });

  it('is not made with what another session prepared', async () => {
    const made = await prepared();
    const other = await signIn(world.deps, made.account);
    expect((await tap({ account: made.account, caller: other })).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('happens once', async () => {
    const { account, caller } = await prepared();
    const input = await answer(caller, account.keys[0], 'advanced');
    const decisions = await Promise.all([1, 2].map(() => commitEnrolment(world.deps, caller, input)));
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, false]);
  });

  it.each<[CeremonyFault, Misbehaviour]>([
    ['signature', { spoilSignature: true }],
    ['user-not-verified', { userVerified: false }],
  ])('that fails for its %s leaves the account as it was, on record', async (why, wrong) => {
    const made = await prepared({ password: PASSWORD, totp: true });
    const left = await tap(made, { wrong });
    expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why }));
    expect(left.events).toMatchObject([{ ...byHolder(made.caller), outcome: 'refused', reason: why }]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event']);
  });

  it('while something is missing says what, and leaves the account as it was', async () => {
    const made = await prepared({ keys: [BUILT_IN, BUILT_IN] });
    const left = await tap(made);
    expect(left.answer).toEqual(refuse({ tag: 'requirements-unmet', unmet: ['key-for-another-device'] }));
    expect(left.changed).toEqual(['audit_event', 'credential', 'spent']);
    expect((await load(made.account))?.tier).toBe('standard');
  });

  it('for the hardware floor takes two keys that count, and must be made with one of them', async () => {
    const weak = await prepared();
    const unmet = refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] });
    expect((await tap(weak, { floor: 'hardware' })).answer).toEqual(unmet);
    const strong = await prepared({ keys: [HARDWARE, HARDWARE, { ...BUILT_IN, trustedAt: TEST_TIME + 1 }] });
    expect((await tap(strong, { floor: 'hardware', key: 2 })).answer).toEqual(unmet);
    factsOf((await tap(strong, { floor: 'hardware' })).answer);
    expect((await load(strong.account))?.tier).toBe('hardware');
    expect(await world.deps.store.read((tx) => findSession(tx, strong.caller.session.id))).toMatchObject({
      idle_ms: 15 * 60_000,
    });
  });

  it('for the hardware floor is refused where that would shut out a trusted key', async () => {
    const made = await prepared({ keys: [HARDWARE, HARDWARE, BUILT_IN] });
    expect((await tap(made, { floor: 'hardware' })).answer).toEqual(refuse({ tag: 'floor-shuts-out' }));
    expect((await load(made.account))?.tier).toBe('standard');
    factsOf((await tap(made)).answer);
  });

  it('is not made with a key whose make is reported', async () => {
    const made = await prepared({ keys: [BUILT_IN, ROAMING, ROAMING] });
    const [first] = made.account.keys;
    if (!first) throw new Error('keys were made');
    const make = { report: 'RETIRED', since: TEST_TIME };
    await world.deps.store.write((tx) => setMakeReport(tx, made.account.id, first.id, make));
    expect((await tap(made, { key: 0 })).answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'make-reported' }));
    factsOf((await tap(made, { key: 1 })).answer);
  });

  it('is worth nothing if a key, recovery keys or the wait were swapped since they were shown', async () => {
    const swaps: readonly ((made: { account: MadeAccount; caller: SignedInCaller }) => Promise<unknown>)[] = [
      ({ caller }) => makeRecoveryKeys(world.deps, caller),
      ({ account, caller }) =>
        world.deps.store.write((tx) =>
          goOnEnrolment(tx, { accountId: account.id, sessionId: caller.session.id }, TEST_TIME, { waitHours: 72 }),
        ),
      async ({ account }) => {
        const about = { accountId: account.id, userHandle: account.userHandle, at: TEST_TIME };
        const { row } = await registerKey(world.deps, about, { ...ROAMING, nickname: 'Planted' });
        await world.deps.store.write((tx) => insertCredential(tx, row));
      },
    ];
    for (const swap of swaps) {
      const made = await prepared();
      const input = await answer(made.caller, made.account.keys[0], 'advanced');
      await swap(made);
      const decision = await commitEnrolment(world.deps, made.caller, input);
      expect(decision).toEqual(refuse({ tag: 'ceremony-failed', why: 'challenge-unknown' }));
      expect((await load(made.account))?.tier).toBe('standard');
    }
  });

  it('without an enrolment is refused', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const caller = await signIn(world.deps, account);
    expect((await tap({ account, caller })).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('on an account that is protected already is refused', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    expect((await tap({ account, caller })).answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
  });
});
