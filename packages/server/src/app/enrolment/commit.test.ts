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
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { CeremonyFault } from '../../domain/refusal.ts';
import { loadAccount } from '../../storage/account.ts';
import { setMakeReport } from '../../storage/credential.ts';
import { findEnrolment } from '../../storage/enrolment.ts';
import { findSession } from '../../storage/session.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import type { SignedInCaller } from '../caller.ts';
import { changeEmail } from '../email/change.ts';
import { hashToken } from '../token.ts';
import { commitEnrolment, commitOptions } from './commit.ts';
import { beginEnrolment, makeRecoveryKeys, proveRecoveryKey } from './prepare.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
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
    return { floor, response: key.authenticator.assert(options, wrong) };
  };
  const tap = async (
    { account, caller }: { account: MadeAccount; caller: SignedInCaller },
    { floor = 'advanced', key = 0, wrong = {} }: { floor?: Floor; key?: number; wrong?: Misbehaviour } = {},
  ) => {
    const input = await answer(caller, account.keys[key], floor, wrong);
    return leaves(world.deps, () => commitEnrolment(world.deps, caller, input));
  };
  const load = ({ id }: MadeAccount) => world.deps.store.read((tx) => loadAccount(tx, id));

  it('deletes password and codes, puts recovery keys in force, begins the exclusion, and is on record and told', async () => {
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
    expect(await world.deps.store.read((tx) => findEnrolment(tx, made.account.id))).toBeNull();
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

  it('ends every other session, and this one goes on with a new token, under the key and with shorter lifetimes', async () => {
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

  it('gives keys of this enrolment full rights, and no other', async () => {
    const later = TEST_TIME + 86_400_000;
    const mine = { ...ROAMING, origin: 'enrolment', fullRightsAt: later } as const;
    const earlier = { ...ROAMING, origin: 'account', fullRightsAt: later } as const;
    const made = await prepared({ keys: [BUILT_IN, mine, earlier], at: TEST_TIME });
    await tap(made);
    expect((await load(made.account))?.credentials.map(({ fullRightsAt }) => fullRightsAt - TEST_TIME)).toEqual([
      0, 0, 86_400_000,
    ]);
  });

  it('drops what was half done', async () => {
    const made = await prepared();
    await changeEmail(world.deps, made.caller, { email: 'half-done@example.com' });
    expect((await tap(made)).changed).toContain('flow');
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
    const strong = await prepared({ keys: [HARDWARE, HARDWARE, BUILT_IN] });
    expect((await tap(strong, { floor: 'hardware', key: 2 })).answer).toEqual(unmet);
    factsOf((await tap(strong, { floor: 'hardware' })).answer);
    expect((await load(strong.account))?.tier).toBe('hardware');
    expect(await world.deps.store.read((tx) => findSession(tx, strong.caller.session.id))).toMatchObject({
      idle_ms: 15 * 60_000,
    });
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
