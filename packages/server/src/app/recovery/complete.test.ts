// Completing a recovery: both proofs, a wait that is over, two keys; then everything old is gone, in one transaction.

import { expect, it } from 'vitest';
import { HARDWARE, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { issueRoot } from '../../../../../test/support/certificate-authority.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { addKey, addTwoKeys, asker, begin, HOUR_MS, type Proofs } from '../../../../../test/support/recoveries.ts';
import { signInWithTwo } from '../../../../../test/support/second-proof.ts';
import { describeUseCase, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { loadAccount, setFrozen } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import { findSession } from '../../storage/session.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import type { MetadataSource } from '../../webauthn/metadata/metadata-source.ts';
import { changeEmail } from '../email/change.ts';
import { leaveProtection, raiseFloor } from '../protection/change.ts';
import { hashRecoveryKey } from '../recovery-key/hash.ts';
import { signInOptions, signInWithKey } from '../sign-in/key.ts';
import { beginRecovery } from './begin.ts';
import { completeRecovery } from './complete.ts';
import { readRecovery } from './read.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;

describeUseCaseOnBoth('completing a recovery', (world) => {
  const begun = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    return { account, proofs: await begin(world.deps, account, asker(TEST_TIME)) };
  };
  const complete = (proofs: Proofs, now = RIPENS) =>
    leaves(world.deps, () => completeRecovery(world.deps, asker(now), proofs));
  const load = (id: Parameters<typeof loadAccount>[1]) => world.deps.store.read((tx) => loadAccount(tx, id));

  it('puts the new keys and two new recovery keys in place of all old ones, and opens a session', async () => {
    const { account, proofs } = await begun();
    const old = await signIn(world.deps, account, { now: TEST_TIME });
    const keys = await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const left = await complete(proofs);
    const { recoveryKeys, sessionsEnded, sessionId, signal } = factsOf(left.answer);
    expect(sessionsEnded).toBe(0);
    expect(await world.deps.store.read((tx) => findSession(tx, old.session.id))).toBeNull();
    const loaded = await load(account.id);
    expect(loaded).toMatchObject({
      tier: 'advanced',
      protectedSince: TEST_TIME - 7 * 24 * HOUR_MS,
      waitHours: 72,
      recoveredAt: RIPENS,
      openRecoveries: [],
      frozenAt: null,
      recoveryKeys: [1, 2].map((ordinal) => ({ ordinal, madeAt: RIPENS, provedAt: null, spentAt: null })),
    });
    expect(loaded?.credentials.map(({ nickname, origin, trustedAt }) => [nickname, origin, trustedAt])).toEqual([
      ['New desk key', 'recovery', RIPENS],
      ['New laptop', 'recovery', RIPENS],
    ]);
    expect(signal.acceptedCredentialIds).toEqual(loaded?.credentials.map((key) => key.externalId));
    const session = await world.deps.store.read((tx) => findSession(tx, sessionId));
    expect(session).toMatchObject({ method: 'key', credential_id: loaded?.credentials[1]?.id, idle_ms: HOUR_MS });
    expect(new Set([...recoveryKeys, ...account.recoveryKeys]).size).toBe(4);
    expect(left.events).toMatchObject([
      { operation: 'recovery.complete', outcome: 'done', subject: proofs.caseNumber },
    ]);
    expect(left.alerts).toEqual([`${account.email}: recovery.complete done`]);
    const response = keys[0]?.assert(signInOptions(world.deps, asker(RIPENS)));
    if (!response) throw new Error('a key was registered');
    expect((await signInWithKey(world.deps, asker(RIPENS), { response })).allowed).toBe(true);
    expect(await world.deps.store.read((tx) => listExclusions(tx, account.id))).toEqual([
      { reason: 'protection', from: TEST_TIME - 7 * 24 * HOUR_MS, until: null },
    ]);
  });

  it('ends live sessions, other waiting changes, half-done things, known browsers and a freeze', async () => {
    const { account, proofs } = await begun();
    const live = await signIn(world.deps, account, { now: RIPENS - HOUR_MS });
    await leaveProtection(world.deps, live);
    factsOf(await changeEmail(world.deps, live, { email: `half-done-${account.email}` }));
    await world.deps.store.write((tx) => setFrozen(tx, account.id, RIPENS - 1));
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const left = await complete(proofs);
    expect(factsOf(left.answer)).toMatchObject({ sessionsEnded: 1, newDevice: true });
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).toEqual([]);
    expect((await load(account.id))?.frozenAt).toBeNull();
    for (const table of ['credential', 'device', 'flow', 'hold', 'recovery_case', 'recovery_key', 'session']) {
      expect(left.changed).toContain(table);
    }
    const devices = await world.deps.store.read((tx) =>
      tx.q.selectFrom('device').selectAll().where('account_id', '=', account.id).execute(),
    );
    expect(devices).toMatchObject([{ first_seen_at: RIPENS }]);
  });

  it('takes the old keys and the old recovery keys out of force', async () => {
    const { account, proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    factsOf((await complete(proofs)).answer);
    const response = account.keys[0]?.authenticator.assert(signInOptions(world.deps, asker(RIPENS)));
    if (!response) throw new Error('the account was made with a key');
    expect((await signInWithKey(world.deps, asker(RIPENS), { response })).allowed).toBe(false);
    for (const recoveryKey of account.recoveryKeys) {
      const again = await beginRecovery(world.deps, makeCaller({ now: RIPENS }), { email: account.email, recoveryKey });
      expect(again).toEqual(refuse({ tag: 'recovery-refused', why: 'wrong-recovery-key' }));
    }
  });

  it('lets a new recovery key begin a recovery of its own', async () => {
    const { account, proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const { recoveryKeys } = factsOf((await complete(proofs)).answer);
    const input = { email: account.email, recoveryKey: recoveryKeys[1] ?? '' };
    expect((await beginRecovery(world.deps, asker(RIPENS), input)).allowed).toBe(true);
  });

  it('ends the other recovery key’s case: the first that is completed is the last', async () => {
    const { account, proofs } = await begun();
    const other = await begin(world.deps, account, asker(TEST_TIME + 1), 1);
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    factsOf((await complete(proofs)).answer);
    const later = asker(RIPENS + HOUR_MS);
    expect(factsOf(await readRecovery(world.deps, later, other))).toMatchObject({ state: 'vetoed' });
    expect(await completeRecovery(world.deps, later, other)).toEqual(refuse({ tag: 'recovery-ended' }));
  });

  it('happens once', async () => {
    const { proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const both = await Promise.all([1, 2].map(() => completeRecovery(world.deps, asker(RIPENS), proofs)));
    expect(both.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(both.filter(({ allowed }) => !allowed)).toEqual([refuse({ tag: 'recovery-ended' })]);
    expect(factsOf(await readRecovery(world.deps, asker(RIPENS), proofs))).toMatchObject({ state: 'done', keys: [] });
  });

  it('waits for a clock in doubt: it is neither done nor over, whatever the clock shows', async () => {
    const { account, proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    await eachDoubt(world.deps, async (deps) => {
      for (const now of [RIPENS, RIPENS + CLAIM_MS]) {
        const said = await completeRecovery(deps, asker(now), proofs);
        expect(said).toEqual(refuse({ tag: 'clock-doubted' }));
      }
    });
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).toHaveLength(1);
    expect((await complete(proofs)).answer.allowed).toBe(true);
  });

  it('is refused a millisecond early, and once it has expired', async () => {
    const { proofs } = await begun();
    expect((await complete(proofs, RIPENS - 1)).answer).toEqual(refuse({ tag: 'recovery-waiting', ripensAt: RIPENS }));
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    expect((await complete(proofs, RIPENS - 1)).answer).toEqual(refuse({ tag: 'recovery-waiting', ripensAt: RIPENS }));
    const late = await complete(proofs, RIPENS + CLAIM_MS);
    expect(late.answer).toEqual(refuse({ tag: 'recovery-ended' }));
    expect(late.changed).not.toContain('credential');
  });

  it('wants two keys, one that works elsewhere; on the hardware floor two of verified makers', async () => {
    const { proofs } = await begun();
    const unmet = (...names: string[]) => ({ refusal: { tag: 'requirements-unmet', unmet: names } });
    expect((await complete(proofs)).answer).toMatchObject(unmet('two-keys', 'key-for-another-device'));
    const builtIn = { attachment: 'platform', transports: ['internal'] } as const;
    for (const name of ['One', 'Two']) {
      factsOf(
        (await addKey(world.deps, asker(RIPENS), proofs, name, { ...builtIn, transports: ['internal'] })).decision,
      );
    }
    expect((await complete(proofs)).answer).toMatchObject(unmet('key-for-another-device'));
    const strict = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, HARDWARE] });
    const hard = await begin(world.deps, strict, asker(TEST_TIME));
    await addTwoKeys(world.deps, asker(RIPENS), hard);
    expect((await complete(hard)).answer).toMatchObject(unmet('two-hardware-keys', 'key-for-another-device'));
  });

  it('is refused when the account left protection meanwhile: the case is void', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', waitHours: 168 });
    const { hold } = factsOf(await leaveProtection(world.deps, await signInWithTwo(world.deps, account)));
    if (!hold) throw new Error('leaving waits, however many proofs began it');
    const proofs = await begin(world.deps, account, asker(TEST_TIME + HOUR_MS));
    const left = await complete(proofs, hold.ripensAt);
    expect(left.answer).toEqual(refuse({ tag: 'recovery-ended' }));
    expect(left.events.map(({ operation }) => operation)).toEqual(['recovery.void', 'hold.ripen', 'recovery.complete']);
    expect(left.alerts).toContain(`${account.email}: recovery.void done`);
    expect(factsOf(await readRecovery(world.deps, asker(hold.ripensAt), proofs)).state).toBe('vetoed');
  });

  it('is refused once the recovery keys were replaced: what they began is void', async () => {
    const { account, proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const hash = hashRecoveryKey(world.deps.keyRing, proofs.recoveryKey.replaceAll(' ', ''));
    await world.deps.store.write(async (tx) => {
      await stageRecoveryKeys(tx, account.id, [hash, 'another'], RIPENS);
      await activateRecoveryKeys(tx, account.id);
    });
    expect((await complete(proofs)).answer).toEqual(refuse({ tag: 'recovery-ended' }));
  });

  it('is refused with the right secret and another recovery key, on record and told', async () => {
    const { account, proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const left = await complete({ ...proofs, recoveryKey: account.recoveryKeys[1] ?? '' });
    expect(left.answer).toEqual(refuse({ tag: 'recovery-refused', why: 'wrong-recovery-key' }));
    expect(left.alerts).toEqual([`${account.email}: recovery.complete refused`]);
  });
});

const MODEL = '8ac00000-0000-4000-8000-00000000001d';
const maker = issueRoot();
const metadata: MetadataSource = {
  no: 1,
  nextUpdate: RIPENS,
  stale: false,
  find: (aaguid) => (aaguid === MODEL ? { description: 'Key', icon: null, roots: [maker.der], statuses: [] } : null),
};

describeUseCase(
  'completing a recovery of an account that opens with hardware keys only',
  (world) => {
    const attested = { aaguid: MODEL, attestation: { packed: { by: maker, chain: [] } } } as const;
    const add = async (proofs: Proofs, name: string, traits: Parameters<typeof addKey>[4]) =>
      factsOf((await addKey(world.deps, asker(RIPENS), proofs, name, traits)).decision);
    const complete = (proofs: Proofs) => completeRecovery(world.deps, asker(RIPENS), proofs);
    const unmet = refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] });

    it('takes two keys whose maker is verified, and stays as strict as it was', async () => {
      const account = await makeAccount(world.deps, { tier: 'hardware' });
      const proofs = await begin(world.deps, account, asker(TEST_TIME));
      expect((await add(proofs, 'One', attested)).unmet).toContain('two-hardware-keys');
      expect((await add(proofs, 'Two', attested)).unmet).toEqual([]);
      factsOf(await complete(proofs));
      const loaded = await world.deps.store.read((tx) => loadAccount(tx, account.id));
      expect(loaded?.tier).toBe('hardware');
      expect(loaded?.credentials.map(({ attestationTrust }) => attestationTrust)).toEqual(['anchored', 'anchored']);
    });

    it('refuses one beside a key that nobody vouches for, and takes the account from nobody', async () => {
      const account = await makeAccount(world.deps, { tier: 'hardware' });
      const proofs = await begin(world.deps, account, asker(TEST_TIME));
      await add(proofs, 'One', attested);
      await add(proofs, 'Synced', {});
      const left = await leaves(world.deps, () => complete(proofs));
      expect(left.answer).toEqual(unmet);
      expect(left.changed).not.toContain('credential');
      // A third one that does count saves the recovery: nobody waits again for a wrong key.
      await add(proofs, 'Three', attested);
      expect((await complete(proofs)).allowed).toBe(true);
    });

    it('holds a case from before to it, where the floor was raised while the case waited', async () => {
      const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, HARDWARE] });
      const live = await signIn(world.deps, account, { now: TEST_TIME });
      const proofs = await begin(world.deps, account, asker(TEST_TIME));
      factsOf(await raiseFloor(world.deps, live));
      await addTwoKeys(world.deps, asker(RIPENS), proofs);
      expect(await complete(proofs)).toMatchObject({
        refusal: { unmet: ['two-hardware-keys', 'key-for-another-device'] },
      });
    });
  },
  { metadata: () => metadata },
);
