// Everything that may happen once: how a test makes one, and the call that exactly one of many must win.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { sampleHold } from '../../packages/server/src/domain/hold/hold.sample.ts';
import { HOLD_MS, type Hold } from '../../packages/server/src/domain/hold/hold.ts';
import {
  type AccountId,
  type CredentialId,
  type HoldId,
  makeId,
  type SessionId,
} from '../../packages/server/src/domain/id.ts';
import { insertAccount } from '../../packages/server/src/storage/account.ts';
import { replaceBackupCodes, spendBackupCode } from '../../packages/server/src/storage/backup-code.ts';
import {
  bringBackCredential,
  deleteCredential,
  insertCredential,
  isRegistered,
  suspendCredential,
} from '../../packages/server/src/storage/credential.ts';
import { rememberDevice } from '../../packages/server/src/storage/device.ts';
import { beginEnrolment, finishEnrolment } from '../../packages/server/src/storage/enrolment.ts';
import { endFlow, putFlow, spendFlowCode, takeTry, updateFlow } from '../../packages/server/src/storage/flow.ts';
import { endHold, insertHold, markRipe, recordAnnouncement } from '../../packages/server/src/storage/hold.ts';
import { setSecondProof, useUpSecondProof } from '../../packages/server/src/storage/session.ts';
import { spend } from '../../packages/server/src/storage/spent.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import {
  deletePassword,
  deleteTotp,
  setPassword,
  setTotp,
  spendTotpStep,
} from '../../packages/server/src/storage/verifier.ts';
import { makeAccount, registerKey, signIn } from './accounts.ts';
import { TEST_TIME } from './clock.ts';

interface OneTimeThing<Handle> {
  /** Makes one; the handle is plain JSON, so that another process can take it too. */
  make(deps: Deps): Promise<Handle>;
  /** @returns true for the one who got it. */
  take(tx: Tx, handle: Handle, deps: Deps): Promise<boolean>;
}

const thing = <Handle>(one: OneTimeThing<Handle>) => one as OneTimeThing<unknown>;

const text = (deps: Deps): string => Buffer.from(deps.random.bytes(16)).toString('base64url');

async function makeFlow(deps: Deps, triesLeft: number): Promise<string> {
  const key = text(deps);
  const times = { created_at: TEST_TIME, expires_at: TEST_TIME + 60_000 };
  const row = { flow_key: key, kind: 'sign-in', account_id: null, state_sealed: '', code_hash: null } as const;
  await deps.store.write((tx) => putFlow(tx, { ...row, ...times, tries_left: triesLeft }));
  return key;
}

async function makeHold(deps: Deps): Promise<{ readonly accountId: AccountId; readonly hold: Hold }> {
  const account = await makeAccount(deps, { tier: 'advanced' });
  const id = makeId('hold', deps.random.bytes(16));
  const hold = sampleHold({ id, startedAt: TEST_TIME, ripensAt: TEST_TIME + HOLD_MS });
  await deps.store.write((tx) => insertHold(tx, account.id, hold, hold.ripensAt));
  return { accountId: account.id, hold };
}

async function makeVerifiers(deps: Deps): Promise<AccountId> {
  const { id } = await makeAccount(deps);
  await deps.store.write(async (tx) => {
    await setPassword(tx, id, 'not a hash', TEST_TIME);
    await setTotp(tx, id, 'not a secret', 10, TEST_TIME);
  });
  return id;
}

export const oneTimeThings: Readonly<Record<string, OneTimeThing<unknown>>> = {
  'spending a challenge or a link': thing({
    make: async (deps) => text(deps),
    take: (tx, id: string) => spend(tx, id, TEST_TIME + 1000),
  }),
  'ending a flow': thing({ make: (deps) => makeFlow(deps, 5), take: (tx, key: string) => endFlow(tx, key) }),
  'taking the last try of a flow': thing({
    make: (deps) => makeFlow(deps, 1),
    take: (tx, key: string) => takeTry(tx, key),
  }),
  'ending a hold': thing({
    make: makeHold,
    take: (tx, { accountId, hold }: { accountId: AccountId; hold: { id: HoldId } }) =>
      endHold(tx, accountId, hold.id, 'vetoed', TEST_TIME),
  }),
  'announcing a hold once more': thing({
    make: makeHold,
    take: (tx, { hold }: { hold: Hold }) =>
      recordAnnouncement(tx, hold, { announced: hold.announced + 1, nextAt: TEST_TIME + 1000 }),
  }),
  'noting that a recovery is ripe': thing({
    make: makeHold,
    take: (tx, { accountId, hold }: { accountId: AccountId; hold: Hold }) => markRipe(tx, accountId, hold),
  }),
  'removing a key': thing({
    make: async (deps) => {
      const { id, keys } = await makeAccount(deps);
      return { accountId: id, keyId: keys[0]?.id as CredentialId };
    },
    take: (tx, { accountId, keyId }) => deleteCredential(tx, accountId, keyId, TEST_TIME),
  }),
  'suspending a key': thing({
    make: async (deps) => {
      const { id, keys } = await makeAccount(deps);
      return { accountId: id, keyId: keys[0]?.id as CredentialId };
    },
    take: (tx, { accountId, keyId }) => suspendCredential(tx, accountId, keyId, { by: 'factor', at: TEST_TIME }),
  }),
  'bringing a suspended key back': thing({
    make: async (deps) => {
      const { id, keys } = await makeAccount(deps);
      const keyId = keys[0]?.id as CredentialId;
      await deps.store.write((tx) => suspendCredential(tx, id, keyId, { by: 'factor', at: TEST_TIME }));
      return { accountId: id, keyId };
    },
    take: (tx, { accountId, keyId }) => bringBackCredential(tx, accountId, keyId, TEST_TIME),
  }),
  'using up a second proof': thing({
    make: async (deps) => {
      const { session } = await signIn(deps, await makeAccount(deps));
      const change = { tokenHash: text(deps), now: TEST_TIME };
      await deps.store.write((tx) => setSecondProof(tx, session.id, { recoveryKey: 1 }, change));
      return session.id;
    },
    take: (tx, id: SessionId) => useUpSecondProof(tx, id),
  }),
  'spending a code of an authenticator app': thing({
    make: makeVerifiers,
    take: (tx, id: AccountId) => spendTotpStep(tx, id, 11, 12),
  }),
  'spending a backup code': thing({
    make: async (deps) => {
      const { id } = await makeAccount(deps);
      await deps.store.write((tx) => replaceBackupCodes(tx, id, ['one hash', 'another'], TEST_TIME));
      return id;
    },
    take: (tx, id: AccountId) => spendBackupCode(tx, id, ['another'], TEST_TIME),
  }),
  'following a recovery link': thing({
    make: async (deps) => {
      const key = await makeFlow(deps, 1);
      await deps.store.write((tx) => updateFlow(tx, key, { code_hash: 'a link' }));
      return key;
    },
    take: (tx, key: string) => spendFlowCode(tx, key, 'a link'),
  }),
  'removing a password': thing({ make: makeVerifiers, take: (tx, id: AccountId) => deletePassword(tx, id, TEST_TIME) }),
  'removing an authenticator app': thing({
    make: makeVerifiers,
    take: (tx, id: AccountId) => deleteTotp(tx, id, TEST_TIME),
  }),
  'finishing an enrolment': thing({
    make: async (deps) => {
      const account = await makeAccount(deps);
      const { session } = await signIn(deps, account);
      await deps.store.write((tx) => beginEnrolment(tx, { accountId: account.id, sessionId: session.id }, TEST_TIME));
      return account.id;
    },
    take: (tx, id: AccountId) => finishEnrolment(tx, id),
  }),
  'entering an account from a new browser': thing({
    make: async (deps) => ({ accountId: (await makeAccount(deps)).id, hash: text(deps) }),
    take: (tx, { accountId, hash }) => rememberDevice(tx, accountId, hash, TEST_TIME),
  }),
  'making an account with an address': thing({
    make: async (deps) => `${text(deps)}@example.com`,
    take: (tx, email: string, deps) =>
      insertAccount(tx, {
        id: makeId('acct', deps.random.bytes(16)),
        email,
        displayName: 'Ada',
        role: 'holder',
        userHandle: text(deps),
        enrolmentRequired: false,
        now: TEST_TIME,
      }),
  }),
  'registering a key': thing({
    make: async (deps) => {
      const { id, userHandle } = await makeAccount(deps);
      const { row } = await registerKey(deps, { accountId: id, userHandle, at: TEST_TIME });
      return { ...row, public_key: [...row.public_key], attestation_object: [...row.attestation_object] };
    },
    take: async (tx, row, deps) => {
      if (await isRegistered(tx, row.external_id)) return false;
      const id = makeId('cred', deps.random.bytes(16));
      const attestation_object = Uint8Array.from(row.attestation_object);
      await insertCredential(tx, { ...row, id, public_key: Uint8Array.from(row.public_key), attestation_object });
      return true;
    },
  }),
};

/** Tries to take it within a transaction of its own. */
export function takeOnce(deps: Deps, name: string, handle: unknown): Promise<boolean> {
  const found = oneTimeThings[name];
  if (!found) throw new Error(`no one-time thing is called ${name}`);
  return deps.store.write((tx) => found.take(tx, handle, deps));
}
