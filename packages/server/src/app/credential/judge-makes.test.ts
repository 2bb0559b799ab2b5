// FIDO metadata that changes: every key of the model is judged again, on record and told, and the rules follow.

import { expect, it } from 'vitest';
import {
  HARDWARE,
  type MadeAccount,
  makeAccount,
  makeCaller,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves, newAuthenticator } from '../../../../../test/support/use-case.ts';
import { MAKE_GRACE_MS } from '../../domain/credential/judge-make.ts';
import { refuse } from '../../domain/decision.ts';
import { loadAccount } from '../../storage/account.ts';
import type { MetadataSource } from '../../webauthn/metadata/metadata-source.ts';
import type { Deps } from '../deps.ts';
import { signInOptions, signInWithKey } from '../sign-in/key.ts';
import { stepUpOptions, stepUpWithKey } from '../step-up/step-up.ts';
import { addCredential, addCredentialOptions } from './add.ts';
import { judgeMakes } from './judge-makes.ts';
import { removeCredential } from './remove.ts';

const WEAK = '0a0b0c0d-0000-4000-8000-00000000bad0';
const OTHER = '0a0b0c0d-0000-4000-8000-000000000123';
const UNTIL = TEST_TIME + MAKE_GRACE_MS;
const OF_WEAK = { ...HARDWARE, nickname: 'Weak key', aaguid: WEAK };
const OF_OTHER = { ...HARDWARE, nickname: 'Good key', aaguid: OTHER };
const MONTHS_AGO = TEST_TIME - 90 * 86_400_000;

describeUseCaseOnBoth('FIDO metadata that changes', (world) => {
  const saying = (reports: Readonly<Record<string, readonly string[]>>): Deps => {
    const find: MetadataSource['find'] = (aaguid) =>
      reports[aaguid] ? { description: '', icon: null, roots: [], statuses: reports[aaguid] } : null;
    return { ...world.deps, metadata: () => ({ no: 1, nextUpdate: 0, stale: false, find }) };
  };
  const judge = (statuses: readonly string[], now = TEST_TIME) =>
    leaves(world.deps, () => judgeMakes(saying({ [WEAK]: statuses }), now));
  const makesOf = async (account: MadeAccount) =>
    (await world.deps.store.read((tx) => loadAccount(tx, account.id)))?.credentials.map((key) => [
      key.nickname,
      key.makeReport,
      key.makeReportedAt,
    ]);
  const openWith = async (account: MadeAccount, nth: number, now: number) => {
    const caller = makeCaller({ now });
    const response = account.keys[nth]?.authenticator.assert(signInOptions(world.deps, caller));
    if (!response) throw new Error('the account has this key');
    return signInWithKey(world.deps, caller, { response });
  };

  it('is written with every key of the model, on any account, on record and told; each time once', async () => {
    const [hers, his, theirs] = [
      await makeAccount(world.deps, { tier: 'hardware', keys: [OF_WEAK, OF_OTHER] }),
      await makeAccount(world.deps, { keys: [{ ...ROAMING, aaguid: WEAK }] }),
      await makeAccount(world.deps, { tier: 'hardware', keys: [OF_OTHER, OF_OTHER] }),
    ];
    const left = await judge(['FIDO_CERTIFIED', 'USER_KEY_REMOTE_COMPROMISE']);
    expect(left.answer).toBe(2);
    expect(await makesOf(hers)).toEqual([
      ['Weak key', 'USER_KEY_REMOTE_COMPROMISE', TEST_TIME],
      ['Good key', null, null],
    ]);
    expect(await makesOf(his)).toEqual([['Blue key', 'USER_KEY_REMOTE_COMPROMISE', TEST_TIME]]);
    expect(await makesOf(theirs)).toEqual([
      ['Good key', null, null],
      ['Good key', null, null],
    ]);
    expect([...left.alerts].sort()).toEqual(
      [hers, his].map(({ email }) => `${email}: credential.make-compromised done`).sort(),
    );
    const told = left.events.map((event) => [event.account_id, event.actor, event.subject, event.effective_at]);
    expect(told).toHaveLength(2);
    // A protected account is told until when; a standard one is opened by it as before.
    expect(told).toContainEqual([hers.id, 'system', 'Weak key', UNTIL]);
    expect(told).toContainEqual([his.id, 'system', 'Blue key', null]);
    expect(left.changed).toEqual(['audit_event', 'credential', 'outbox']);

    expect((await judge(['USER_KEY_REMOTE_COMPROMISE'], TEST_TIME + 1000)).changed).toEqual([]);
    // A model that metadata names no more stays as it was judged.
    expect((await leaves(world.deps, () => judgeMakes(saying({}), TEST_TIME + 1000))).changed).toEqual([]);

    const milder = await judge(['RETIRED'], TEST_TIME + 5000);
    expect(milder.events.map(({ operation, effective_at }) => [operation, effective_at])).toContainEqual([
      'credential.make-withdrawn',
      UNTIL,
    ]);
    expect(await makesOf(his)).toEqual([['Blue key', 'RETIRED', TEST_TIME]]);

    const cleared = await judge(['FIDO_CERTIFIED'], TEST_TIME + 9000);
    expect([...cleared.alerts].sort()).toEqual(
      [hers, his].map(({ email }) => `${email}: credential.make-cleared done`).sort(),
    );
    expect(await makesOf(his)).toEqual([['Blue key', null, null]]);
  });

  it('lets a compromised key sign in and add another for 14 days, and after that open no more', async () => {
    const account = await makeAccount(world.deps, {
      tier: 'hardware',
      keys: [OF_WEAK, OF_OTHER, OF_OTHER],
      at: MONTHS_AGO,
    });
    const [weak, , third] = account.keys;
    if (!weak || !third) throw new Error('three keys were made');
    await judge(['REVOKED']);
    const soon = UNTIL - 60_000;
    expect((await openWith(account, 0, soon)).allowed).toBe(true);

    const caller = await signIn(world.deps, account, { now: soon, with: weak });
    const left = await leaves(world.deps, () => removeCredential(world.deps, caller, { credentialId: third.id }));
    expect(left.answer).toEqual(refuse({ tag: 'make-reported' }));
    expect(left.changed).toEqual(['audit_event', 'outbox']);
    expect(left.events).toMatchObject([
      { operation: 'credential.remove', outcome: 'refused', reason: 'make-reported' },
    ]);
    const options = factsOf(await addCredentialOptions(world.deps, caller, { hint: 'security-key' }));
    const input = { nickname: 'K', response: newAuthenticator().register(options) };
    // Asked and let through; that this one is no hardware key is another rule's no.
    expect(await addCredential(world.deps, caller, input)).toEqual(
      refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] }),
    );

    // What was opened in time does not go on: a fresh proof by that key is none.
    const late = { ...caller, now: UNTIL };
    const asked = factsOf(await stepUpOptions(world.deps, late));
    const response = weak.authenticator.assert(asked, { with: weak.externalId });
    expect(await stepUpWithKey(world.deps, late, { response })).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'make-reported' }),
    );
    expect(await addCredential(world.deps, late, input)).toEqual(refuse({ tag: 'make-reported' }));
    expect(await openWith(account, 0, UNTIL)).toEqual(refuse({ tag: 'sign-in-failed', why: 'make-reported' }));
    expect((await openWith(account, 1, UNTIL)).allowed).toBe(true);
  });

  it('never shuts the last way in, and everything else that its holder does goes on', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [OF_WEAK, OF_WEAK], at: MONTHS_AGO });
    await judge(['USER_VERIFICATION_BYPASS']);
    for (const nth of [0, 1]) expect((await openWith(account, nth, UNTIL + MAKE_GRACE_MS)).allowed).toBe(true);
    const caller = await signIn(world.deps, account, { now: UNTIL + 1 });
    factsOf(await addCredentialOptions(world.deps, caller, { hint: 'security-key' }));
  });

  it('leaves a withdrawn key its rights for 14 days; no other key ends on the strength of it', async () => {
    const account = await makeAccount(world.deps, {
      tier: 'hardware',
      keys: [OF_WEAK, OF_OTHER, OF_OTHER],
      at: MONTHS_AGO,
    });
    await judge(['RETIRED']);
    const [weak, second] = account.keys;
    if (!weak || !second) throw new Error('keys were made');
    const caller = await signIn(world.deps, account, { with: weak });
    expect(await removeCredential(world.deps, caller, { credentialId: second.id })).toEqual(
      refuse({ tag: 'floor-would-break', unmet: ['two-hardware-keys'] }),
    );
    expect((await removeCredential(world.deps, caller, { credentialId: weak.id })).allowed).toBe(true);
  });
});
