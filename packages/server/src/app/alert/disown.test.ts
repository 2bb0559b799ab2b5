// “This wasn’t me”: reading changes nothing; the button does what its alert is about, and only ever takes access away.

import { expect, it } from 'vitest';
import {
  type MadeAccount,
  type MadeKey,
  makeAccount,
  makeCaller,
  showSecondKey,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addTwoKeys, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import type { Operation } from '../../domain/authority.ts';
import { allow, refuse } from '../../domain/decision.ts';
import type { EventId } from '../../domain/id.ts';
import { makeId } from '../../domain/id.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount } from '../../storage/account.ts';
import { insertChannel, listChannels } from '../../storage/alert-channel.ts';
import { confirmCredential, recordUse } from '../../storage/credential.ts';
import { findSession } from '../../storage/session.ts';
import { renameAccount } from '../account/rename.ts';
import type { SignedInCaller } from '../caller.ts';
import { changeEmail } from '../email/change.ts';
import { beginEnrolment } from '../enrolment/prepare.ts';
import { leaveProtection } from '../protection/change.ts';
import { type Evidence, record } from '../record.ts';
import { completeRecovery } from '../recovery/complete.ts';
import { stepUpOptions, stepUpWithKey } from '../step-up/step-up.ts';
import { disownAlert, readAlert } from './disown.ts';
import { DISOWN_MS, makeDisownLink } from './disown-link.ts';

const REFUSED = refuse({ tag: 'link-refused' });
const DAY_MS = 24 * 60 * 60 * 1000;
const NEW = { nickname: 'Planted key', trustedAt: TEST_TIME + 14 * DAY_MS };

describeUseCase('“This wasn’t me”', (world) => {
  /** The link in the alert of an operation: of a sign-in with a key, or of what a session did. */
  const told = async (
    account: MadeAccount,
    operation: Operation = 'sign-in.key',
    by: SignedInCaller | null = null,
    evidence: Evidence = { credentialId: account.keys[0]?.id, usedKey: account.keys[0] },
  ) => {
    const caller = by ?? makeCaller({ ip: '8.8.8.8' });
    const eventId = await world.deps.store.write((tx) =>
      record(world.deps, tx, caller, operation, account, { done: true }, evidence),
    );
    return makeDisownLink(world.deps.keyRing, { accountId: account.id, eventId, expiresAt: TEST_TIME + DISOWN_MS });
  };
  const stranger = makeCaller({ network: 'a mail scanner' });
  const press = (link: string, now = TEST_TIME) =>
    leaves(world.deps, () => disownAlert(world.deps, { ...stranger, network: link, now }, { link }));
  const load = async (account: MadeAccount) => {
    const loaded = await world.deps.store.read((tx) => loadAccount(tx, account.id));
    if (!loaded) throw new Error('the account is there');
    return loaded;
  };
  const suspended = async (account: MadeAccount) =>
    (await load(account)).credentials.filter((key) => key.suspension).map(({ nickname }) => nickname);
  const isAlive = async ({ session }: SignedInCaller) =>
    (await world.deps.store.read((tx) => findSession(tx, session.id))) !== null;
  const at = (account: MadeAccount, index: number): MadeKey => {
    const key = account.keys[index];
    if (!key) throw new Error('there is such a key');
    return key;
  };

  it('shows what happened and what its button does, and changes nothing at any opening', async () => {
    const link = await told(await makeAccount(world.deps, { tier: 'advanced' }));
    for (const _ of [1, 2]) {
      const left = await leaves(world.deps, () => readAlert(world.deps, stranger, { link }));
      expect(left.answer).toEqual(
        allow({
          operation: 'sign-in.key',
          outcome: 'done',
          at: TEST_TIME,
          device: 'Unknown browser',
          place: { countryCode: 'US', country: 'United States' },
          subject: null,
          keyName: 'This laptop',
          used: false,
          locked: false,
          takeBackUntil: null,
          endsSession: false,
          about: 'key',
          key: { name: 'This laptop', would: 'suspend', comesBackAt: TEST_TIME + 7 * DAY_MS },
          waiting: { stops: 0, stopsRecovery: false, leaves: 0, leavesRecovery: false },
        }),
      );
      expect(left.changed).toEqual([]);
    }
  });

  it('about a sign-in suspends that key, ends what it had opened, and leaves other keys alone', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const stolen = await signIn(world.deps, account);
    const own = await signIn(world.deps, account, { with: at(account, 1) });
    const left = await press(await told(account));
    expect(factsOf(left.answer)).toMatchObject({
      about: 'key',
      key: { name: 'This laptop', became: 'suspend', comesBackAt: TEST_TIME + 7 * DAY_MS },
      sessionsEnded: 1,
      comeBackWith: ['Blue key'],
    });
    expect(await suspended(account)).toEqual(['This laptop']);
    expect([await isAlive(stolen), await isAlive(own)]).toEqual([false, true]);
    expect(left.events).toMatchObject([{ operation: 'alert.disown', actor: 'holder', session_id: null }]);
    expect(left.alerts).toEqual([`${account.email}: alert.disown done`]);
    expect((await load(account)).frozenAt).toBeNull();
  });

  it('names no new key to come back with; if none is trusted it says what else opens the account', async () => {
    const planted = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, NEW] });
    expect(factsOf((await press(await told(planted))).answer)).toMatchObject({
      comeBackWith: [],
      otherwise: 'recovery-key',
    });
    const factors = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true, keys: [NEW] });
    const added = { credentialId: at(factors, 0).id, subject: 'Planted key' };
    const left = await press(await told(factors, 'credential.add', null, added));
    expect(factsOf(left.answer)).toMatchObject({ comeBackWith: [], otherwise: 'password' });
  });

  it('acts on the key that did it, whatever key was used in that session since', async () => {
    const account = await makeAccount(world.deps, {
      tier: 'advanced',
      keys: ['First', 'Second', 'Third'].map((nickname) => ({ nickname })),
    });
    const caller = await signIn(world.deps, account);
    const renamed = await leaves(world.deps, () => renameAccount(world.deps, caller, { displayName: 'Another' }));
    const eventId = renamed.events[0]?.id as EventId;
    const link = makeDisownLink(world.deps.keyRing, {
      accountId: account.id,
      eventId,
      expiresAt: TEST_TIME + DISOWN_MS,
    });
    const { challenge } = factsOf(await stepUpOptions(world.deps, caller));
    const third = at(account, 2);
    factsOf(await stepUpWithKey(world.deps, caller, { response: third.authenticator.assert({ challenge }) }));
    const left = factsOf((await press(link)).answer);
    expect(left.key).toEqual({ name: 'First', became: 'suspend', comesBackAt: null });
    expect(left.comeBackWith).toEqual(['Second', 'Third']);
    expect(await suspended(account)).toEqual(['First']);
  });

  it('about a key that was added suspends the added key, and ends the session that added it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, {}, NEW] });
    const thief = await signIn(world.deps, account);
    const added = { credentialId: at(account, 2).id, subject: 'Planted key' };
    const left = await press(await told(account, 'credential.add', thief, added));
    expect(factsOf(left.answer)).toMatchObject({ about: 'added-key', key: { name: 'Planted key', became: 'suspend' } });
    expect(await suspended(account)).toEqual(['Planted key']);
    expect(await isAlive(thief)).toBe(false);
  });

  it('never leaves only the rogue key: a standard account’s password and app are a way in', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true, keys: [NEW] });
    const added = { credentialId: at(account, 0).id, subject: 'Planted key' };
    factsOf((await press(await told(account, 'credential.add', null, added))).answer);
    expect(await suspended(account)).toEqual(['Planted key']);
  });

  it('never takes the last trusted way in: it only ends what that key had opened', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, NEW] });
    const own = await signIn(world.deps, account);
    const left = await press(await told(account));
    expect(factsOf(left.answer).key).toEqual({
      name: at(account, 0).nickname,
      became: 'end-sessions',
      comesBackAt: null,
    });
    expect(await suspended(account)).toEqual([]);
    expect(await isAlive(own)).toBe(false);
  });

  it('acts on a key once a day, so that a bot pressing each link does not lock its holder out', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, NEW] });
    factsOf((await press(await told(account))).answer);
    for (const hour of [1, 12, 23]) {
      const now = TEST_TIME + hour * 3_600_000;
      const own = await signIn(world.deps, account, { now });
      expect(factsOf((await press(await told(account), now)).answer).key?.became).toBe('limited');
      expect(await isAlive(own)).toBe(true);
    }
    const own = await signIn(world.deps, account, { now: TEST_TIME + DAY_MS });
    expect(factsOf((await press(await told(account), TEST_TIME + DAY_MS)).answer).key?.became).toBe('end-sessions');
    expect(await isAlive(own)).toBe(false);
  });

  it('leaves a key and its sessions alone that was vouched for', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await world.deps.store.write((tx) => confirmCredential(tx, account.id, at(account, 0).id, TEST_TIME + 30 * DAY_MS));
    const own = await signIn(world.deps, account);
    const left = await press(await told(account, 'account.rename', own));
    expect(factsOf(left.answer)).toMatchObject({ key: { became: 'spare' }, sessionsEnded: 0 });
    expect(await isAlive(own)).toBe(true);
  });

  it('stops what one proof began, as often as it is begun, and not what two began', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware' });
    const thief = await signIn(world.deps, account);
    for (const _ of [1, 2]) {
      factsOf(await leaveProtection(world.deps, thief));
      expect(factsOf((await press(await told(account, 'hold.announce', null, {}))).answer).holdsStopped).toBe(1);
    }
    await showSecondKey(world.deps, thief, at(account, 1));
    factsOf(await leaveProtection(world.deps, thief));
    const link = await told(account, 'hold.announce', null, {});
    const said = factsOf(await readAlert(world.deps, stranger, { link })).waiting;
    expect(said).toEqual({ stops: 0, stopsRecovery: false, leaves: 1, leavesRecovery: false });
    expect(factsOf((await press(link)).answer)).toMatchObject({ holdsStopped: 0, leaves: 1, leavesRecovery: false });
  });

  it('says of a key that is suspended already that it is, and never that it is still a way in', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf((await press(await told(account))).answer);
    const link = await told(account);
    const comesBackAt = TEST_TIME + 7 * DAY_MS;
    const key = factsOf(await readAlert(world.deps, stranger, { link })).key;
    expect(key).toEqual({ name: 'This laptop', would: 'already', comesBackAt });
    const pressed = factsOf((await press(link, TEST_TIME + 3_600_000)).answer);
    expect(pressed.key).toEqual({ name: 'This laptop', became: 'already', comesBackAt });
    await world.deps.store.write((tx) =>
      recordUse(tx, account.id, at(account, 1).id, {
        signCount: 1,
        backedUp: false,
        now: TEST_TIME + 7_200_000,
        countryCode: null,
      }),
    );
    const later = factsOf((await press(await told(account), TEST_TIME + 10_800_000)).answer);
    expect(later.key).toEqual({ name: 'This laptop', became: 'already', comesBackAt: null });
  });

  it('drops what is half done: a planted enrolment, an address that waits for its code', async () => {
    const account = await makeAccount(world.deps);
    const thief = await signIn(world.deps, account);
    factsOf(await beginEnrolment(world.deps, thief));
    factsOf(await changeEmail(world.deps, thief, { email: 'thief@example.com' }));
    const left = await press(await told(account, 'account.rename', thief));
    expect(left.changed).toEqual(expect.arrayContaining(['enrolment', 'flow']));
  });

  it('pauses the channel that its alert tells of, and no other', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const add = (name: string, created_at: number) =>
      world.deps.store.write((tx) =>
        insertChannel(tx, {
          id: makeId('chan', world.deps.random.bytes(16)),
          account_id: account.id,
          kind: 'webhook',
          label: name,
          target_key: name,
          target_sealed: 'sealed',
          secret_sealed: null,
          created_at,
        }),
      );
    await add('own.example.net', TEST_TIME - 1);
    await add('planted.example.net', TEST_TIME);
    const left = await press(await told(account, 'webhook.add', await signIn(world.deps, account)));
    expect(factsOf(left.answer).channelsPaused).toBe(1);
    const channels = await world.deps.store.read((tx) => listChannels(tx, account.id));
    expect(channels.map(({ label, state }) => `${label} ${state}`)).toEqual([
      'own.example.net live',
      'planted.example.net paused',
    ]);
  });

  it('about a password ends its sessions, and freezes the account where a trusted key is left', async () => {
    for (const keys of [[], [{}]]) {
      const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true, keys });
      const thief = await signIn(world.deps, account, { with: null });
      const left = await press(await told(account, 'sign-in.second-totp', null, {}));
      expect(factsOf(left.answer)).toMatchObject({ about: 'factor', sessionsEnded: 1, frozen: keys.length > 0 });
      expect(await isAlive(thief)).toBe(false);
      expect((await load(account)).frozenAt).toBe(keys.length > 0 ? TEST_TIME : null);
    }
  });

  it('about a password never shuts out the only trusted key, which alone opens the account then', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true, keys: [{}] });
    const thief = await signIn(world.deps, account);
    const left = await press(await told(account, 'password.set', thief, {}));
    expect(factsOf(left.answer)).toMatchObject({ about: 'factor', key: { became: 'end-sessions' }, frozen: true });
    expect(await isAlive(thief)).toBe(false);
    expect((await load(account)).credentials.map(({ suspension }) => suspension)).toEqual([null]);
  });

  it('about a try that was refused to a stranger shuts nothing out', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const eventId = await world.deps.store.write((tx) =>
      record(
        world.deps,
        tx,
        stranger,
        'sign-in.key',
        account,
        { done: false, refusal: { tag: 'sign-in-failed', why: 'challenge-spent' } },
        { credentialId: at(account, 0).id },
      ),
    );
    const expiresAt = TEST_TIME + DISOWN_MS;
    const link = makeDisownLink(world.deps.keyRing, { accountId: account.id, eventId, expiresAt });
    expect(factsOf((await press(link)).answer)).toMatchObject({ about: 'nothing', key: null });
    expect(await suspended(account)).toEqual([]);
  });

  it('of a completed recovery ends what its keys opened, and names none of them as the holder’s', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const later = TEST_TIME + 72 * HOUR_MS;
    const proofs = await begin(world.deps, account, asker(TEST_TIME));
    await addTwoKeys(world.deps, asker(later), proofs);
    const { sessionId } = factsOf(await completeRecovery(world.deps, asker(later), proofs));
    const event = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('audit_event')
        .select('id')
        .where('account_id', '=', account.id)
        .where('operation', '=', 'recovery.complete')
        .executeTakeFirstOrThrow(),
    );
    const named = { accountId: account.id, eventId: event.id, expiresAt: later + DISOWN_MS };
    const link = makeDisownLink(world.deps.keyRing, named);
    const read = await readAlert(world.deps, { ...stranger, now: later }, { link });
    expect(read).toMatchObject({ facts: { about: 'recovered', endsSession: true, key: null } });
    const pressed = factsOf((await press(link, later)).answer);
    expect(pressed).toMatchObject({ sessionsEnded: 1, comeBackWith: [], otherwise: null, key: null });
    expect(await world.deps.store.read((tx) => findSession(tx, sessionId))).toBeNull();
    expect(await suspended(account)).toEqual([]);
  });

  it('opens a checklist, and touches no verifier and no other account', async () => {
    const other = await makeAccount(world.deps);
    const theirs = await signIn(world.deps, other);
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    const left = await press(await told(account, 'sign-in.second-totp', null, {}));
    expect(left.changed).toEqual(['audit_event', 'incident', 'outbox', 'spent', 'throttle']);
    expect(await isAlive(theirs)).toBe(true);
  });

  it('acts once, and says then that it was used', async () => {
    const account = await makeAccount(world.deps);
    const link = await told(account);
    factsOf((await press(link)).answer);
    const again = await press(link);
    expect(again.answer).toEqual(REFUSED);
    expect(again.changed).toEqual([]);
    expect(await readAlert(world.deps, stranger, { link })).toMatchObject({ facts: { used: true } });
  });

  it('is refused where it is too old, altered, or of an event that is not this account’s', async () => {
    const account = await makeAccount(world.deps);
    const link = await told(account);
    const eventId = makeId('evnt', world.deps.random.bytes(16));
    const expiresAt = TEST_TIME + DISOWN_MS;
    const astray = makeDisownLink(world.deps.keyRing, { accountId: account.id, eventId, expiresAt });
    const late = { ...stranger, now: expiresAt };
    expect(await readAlert(world.deps, late, { link })).toEqual(REFUSED);
    expect(await readAlert(world.deps, stranger, { link: `${link}x.` })).toEqual(REFUSED);
    expect(await readAlert(world.deps, stranger, { link: astray })).toEqual(REFUSED);
    expect((await press(astray)).answer).toEqual(REFUSED);
    const left = await press(link, expiresAt);
    expect(left.answer).toEqual(REFUSED);
    expect(left.changed).toEqual(['throttle']);
  });

  it('may be guessed at a few times per network, which never holds up a link of ours', async () => {
    const link = await told(await makeAccount(world.deps));
    const caller = makeCaller({ network: 'guesser' });
    const guess = () => disownAlert(world.deps, caller, { link: 'hfn_a.guess' });
    await Promise.all(Array.from({ length: LIMITS['code.network'].points }, guess));
    expect(await guess()).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await disownAlert(world.deps, caller, { link })).allowed).toBe(true);
  });
});
