// A key that another account has: everywhere an expected no, after which all is as it was.

import { describe, expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addKey, addTwoKeys, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { followLink } from '../../../../../test/support/recovery-links.ts';
import { confirmedSignUp } from '../../../../../test/support/sign-ups.ts';
import { allFiles, readText } from '../../../../../test/support/source-tree.ts';
import { describeUseCaseOnBoth, factsOf, leaves, newAuthenticator } from '../../../../../test/support/use-case.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import type { Deps } from '../deps.ts';
import { addRecoveryKey, recoveryKeyOptions } from '../recovery/add-key.ts';
import { completeRecovery } from '../recovery/complete.ts';
import { completeRecoveryLink, recoveryLinkKeyOptions } from '../recovery-link/complete.ts';
import { addSetupKey, completeSetup, makeSetupLink, setupKeyOptions } from '../setup/setup.ts';
import { completeSignUp } from '../sign-up/complete.ts';
import { signUpKeyOptions } from '../sign-up/prepare.ts';
import { addCredential, addCredentialOptions } from './add.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;
const NEW_KEY = newAuthenticator;

/** What is to happen last, and the id of the key that it registers. */
interface Ready {
  readonly externalId: string;
  readonly last: () => Promise<Decision<unknown>>;
  /** Where the key waits already: another in its place, and the end of it all. */
  readonly goOn?: () => Promise<Decision<unknown>>;
}

interface Way {
  readonly file: string;
  readonly operation: string;
  prepare(deps: Deps): Promise<Ready>;
}

async function setUp(deps: Deps) {
  await deps.store.write((tx) => tx.q.deleteFrom('fact').where('name', '=', 'setup.done-at').execute());
  const caller = makeCaller();
  const link = ((await makeSetupLink(deps, TEST_TIME)) ?? '').split('#')[1] ?? '';
  const about = { link, email: `op-${link.slice(-6)}@example.com`, displayName: 'Op', hint: 'security-key' } as const;
  const register = async (nickname: string) => {
    const response = NEW_KEY().register(factsOf(await setupKeyOptions(deps, caller, about)));
    return { response, add: () => addSetupKey(deps, caller, { link, nickname, response }) };
  };
  return { register, complete: () => completeSetup(deps, caller, { link }) };
}

async function ripeRecovery(deps: Deps) {
  const account = await makeAccount(deps, { tier: 'advanced' });
  return begin(deps, account, asker(TEST_TIME));
}

const WAYS: readonly Way[] = [
  {
    file: 'sign-up/complete.ts',
    operation: 'sign-up.complete',
    prepare: async (deps) => {
      const caller = await confirmedSignUp(deps, 'new@example.com');
      const options = factsOf(await signUpKeyOptions(deps, caller, { displayName: 'Ada' }));
      const response = NEW_KEY().register(options);
      const way = { with: 'key', displayName: 'Ada', nickname: 'Desk', response } as const;
      return { externalId: response.id, last: () => completeSignUp(deps, caller, way) };
    },
  },
  {
    file: 'credential/add.ts',
    operation: 'credential.add',
    prepare: async (deps) => {
      const caller = await signIn(deps, await makeAccount(deps));
      const response = NEW_KEY().register(factsOf(await addCredentialOptions(deps, caller, { hint: 'security-key' })));
      return { externalId: response.id, last: () => addCredential(deps, caller, { nickname: 'K', response }) };
    },
  },
  {
    file: 'recovery-link/complete.ts',
    operation: 'recovery-link.complete',
    prepare: async (deps) => {
      const caller = await followLink(deps, (await makeAccount(deps)).email);
      const response = NEW_KEY().register(factsOf(await recoveryLinkKeyOptions(deps, caller)));
      const end = { with: 'key', nickname: 'K', response } as const;
      return { externalId: response.id, last: () => completeRecoveryLink(deps, caller, end) };
    },
  },
  {
    file: 'setup/setup.ts',
    operation: 'setup.add-key',
    prepare: async (deps) => {
      const { response, add } = await (await setUp(deps)).register('First');
      return { externalId: response.id, last: add };
    },
  },
  {
    file: 'setup/setup.ts',
    operation: 'setup.complete',
    prepare: async (deps) => {
      const { register, complete } = await setUp(deps);
      const [first, second] = [await register('First'), await register('Second')];
      for (const { add } of [first, second]) factsOf(await add());
      const goOn = async () => {
        factsOf(await (await register('Third')).add());
        return complete();
      };
      return { externalId: first.response.id, last: complete, goOn };
    },
  },
  {
    file: 'recovery/add-key.ts',
    operation: 'recovery.add-key',
    prepare: async (deps) => {
      const proofs = await ripeRecovery(deps);
      const options = await recoveryKeyOptions(deps, asker(RIPENS), { ...proofs, hint: 'security-key' });
      const response = NEW_KEY().register(factsOf(options));
      const last = () => addRecoveryKey(deps, asker(RIPENS), { ...proofs, nickname: 'K', response });
      return { externalId: response.id, last };
    },
  },
  {
    file: 'recovery/complete.ts',
    operation: 'recovery.complete',
    prepare: async (deps) => {
      const proofs = await ripeRecovery(deps);
      const [first] = await addTwoKeys(deps, asker(RIPENS), proofs);
      const last = () => completeRecovery(deps, asker(RIPENS), proofs);
      const goOn = async () => {
        factsOf((await addKey(deps, asker(RIPENS), proofs, 'Third')).decision);
        return last();
      };
      return { externalId: first?.credentialIds[0] ?? '', last, goOn };
    },
  },
];

/** Brings a former key back: it leaves one away that is registered elsewhere, and goes on (its own test). */
const GOES_ON = ['enrolment/restore-former.ts'];

it('Every use case that registers a key, or keeps one to be registered, is tried here', () => {
  const app = 'packages/server/src/app/';
  const registering = allFiles()
    .filter((path) => path.startsWith(app) && !path.endsWith('.test.ts'))
    .filter((path) => /\b(?:insertCredential|holdKey)\(/.test(readText(path)))
    .map((path) => path.slice(app.length));
  expect(registering.sort()).toEqual([...new Set(WAYS.map(({ file }) => file)), ...GOES_ON].sort());
});

describeUseCaseOnBoth('a key that is registered elsewhere', (world) => {
  const rename = (accountId: AccountId, externalId: string) =>
    world.deps.store.write((tx) =>
      tx.q.updateTable('credential').set({ external_id: externalId }).where('account_id', '=', accountId).execute(),
    );
  const taken = async (externalId: string) => {
    const other = await makeAccount(world.deps);
    await rename(other.id, externalId);
    return { free: () => rename(other.id, `free-${other.id}`) };
  };
  const EXISTS = refuse({ tag: 'credential-exists' });

  describe.each(WAYS)('in $operation', ({ prepare }) => {
    it('is refused, and nothing is spent: the same request succeeds once the id is free', async () => {
      const { externalId, last } = await prepare(world.deps);
      const { free } = await taken(externalId);
      const left = await leaves(world.deps, last);
      expect(left.answer).toEqual(EXISTS);
      const evidence = ['audit_event', 'outbox', 'throttle'];
      expect(left.changed.filter((table) => !evidence.includes(table))).toEqual([]);
      await free();
      expect((await last()).allowed).toBe(true);
    });
  });

  it.each(WAYS.filter(({ operation }) => operation.endsWith('.complete') && !/^(sign-up|.*link)/.test(operation)))(
    'that waits in $operation makes room for another, so that nobody is stuck with it',
    async ({ prepare }) => {
      const { externalId, last, goOn } = await prepare(world.deps);
      await taken(externalId);
      expect(await last()).toEqual(EXISTS);
      const end = await goOn?.();
      expect(end?.allowed).toBe(true);
      const kept = await world.deps.store.read((tx) =>
        tx.q.selectFrom('credential').select('account_id').where('external_id', '=', externalId).execute(),
      );
      expect(kept).toHaveLength(1);
    },
  );
});
