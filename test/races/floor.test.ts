// PostgreSQL: removals of different keys at the same moment never leave a protected account below its floor, nor without
// a trusted way in. A key that is to go opens nothing from that moment on.

import { beforeAll, expect, test } from 'vitest';
import { removeCredential } from '../../packages/server/src/app/credential/remove.ts';
import { suspendAccountCredential } from '../../packages/server/src/app/credential/suspend.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import type { Account } from '../../packages/server/src/domain/account/account.ts';
import { standing } from '../../packages/server/src/domain/account/standing.ts';
import type { Decision } from '../../packages/server/src/domain/decision.ts';
import type { CredentialId } from '../../packages/server/src/domain/id.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { listEvents } from '../../packages/server/src/storage/audit.ts';
import { BUILT_IN, type KeyAsked, type MadeAccount, makeAccount, ROAMING, signIn } from '../support/accounts.ts';
import { makeDeps } from '../support/deps.ts';
import { raceProcesses } from '../support/race.ts';
import { describeOn } from '../support/stores.ts';

const ROUNDS = 8;

describeOn('postgres', 'removing keys at once', (database) => {
  /** As two servers would: each with connections of its own. */
  const nodes = {} as { one: Deps; two: Deps };
  beforeAll(async () => {
    for (const name of ['one', 'two'] as const) {
      nodes[name] = makeDeps(database.open({ connectionsMax: 2 }));
      await nodes[name].store.ping();
    }
  });
  const load = async (made: MadeAccount) => {
    const account = await database.store.read((tx) => loadAccount(tx, made.id));
    if (!account) throw new Error('the account is there');
    return account;
  };
  const active = ({ credentials }: Account) => credentials.filter(({ suspension }) => suspension === null);
  const removals = async (made: MadeAccount) =>
    (await database.store.read((tx) => listEvents(tx, { accountId: made.id, countMax: 50 })))
      .filter((event) => event.operation === 'credential.remove')
      .map((event) => `${event.outcome} ${event.reason ?? ''}`.trim());
  const tags = (decisions: readonly Decision<unknown>[]) =>
    decisions.map((decision) => (decision.allowed ? 'removed' : decision.refusal.tag)).sort();

  /** Removes the last two keys at once, each over its own pool, asked by a session that the first key opened. */
  async function removeTwo(keys: readonly KeyAsked[]) {
    const made = await makeAccount(makeDeps(database.store), { tier: 'advanced', keys });
    const caller = await signIn(makeDeps(database.store), made);
    const [first, second] = made.keys.slice(-2).map((key) => key.id) as [CredentialId, CredentialId];
    const decisions = await Promise.all([
      removeCredential(nodes.one, caller, { credentialId: first }),
      removeCredential(nodes.two, caller, { credentialId: second }),
    ]);
    return { made, decisions, account: await load(made) };
  }

  test('of three keys one can go, the other is refused for the floor, and both are on record', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { made, decisions, account } = await removeTwo([ROAMING, ROAMING, ROAMING]);
      expect(tags(decisions)).toEqual(['floor-would-break', 'removed']);
      expect(active(account)).toHaveLength(2);
      expect(standing(account).unmet).toEqual([]);
      expect((await removals(made)).sort()).toEqual(['done', 'refused floor-would-break']);
    }
  });

  test('of two keys none can go', async () => {
    const { decisions, account } = await removeTwo([BUILT_IN, ROAMING]);
    expect(tags(decisions)).toEqual(['floor-would-break', 'floor-would-break']);
    expect(active(account)).toHaveLength(2);
  });

  test('the last key that works elsewhere stays, whichever removal comes first', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { account } = await removeTwo([BUILT_IN, BUILT_IN, ROAMING]);
      expect(active(account)).toHaveLength(2);
      expect(standing(account).unmet).toEqual([]);
    }
  });

  test('two processes that remove every key but their own leave the floor whole', async () => {
    const deps = makeDeps(database.store);
    const made = await makeAccount(deps, { tier: 'advanced', keys: [ROAMING, ROAMING, ROAMING, ROAMING] });
    const [a, b, c, d] = made.keys.map((key) => key.id) as [CredentialId, CredentialId, CredentialId, CredentialId];
    const job = async (own: number, ids: readonly CredentialId[]) => {
      const caller = await signIn(deps, made, { with: made.keys[own] ?? null });
      return { do: 'remove-keys', address: database.address, caller, ids } as const;
    };
    const jobs = [await job(0, [b, c, d]), await job(3, [c, b, a])];
    const decisions = (await raceProcesses(jobs)) as Decision<unknown>[][];
    // By key: what a key alone had begun is stopped when that key is shut out, and may then be asked for again.
    const going = jobs.flatMap(({ ids }, index) => ids.filter((_, place) => decisions[index]?.[place]?.allowed));
    expect(new Set(going).size).toBe(2);
    const account = await load(made);
    expect(active(account)).toHaveLength(2);
    expect(standing(account).unmet).toEqual([]);
  });

  test('two keys that suspend each other at once leave one of them', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const deps = makeDeps(database.store);
      const made = await makeAccount(deps, { tier: 'advanced', keys: [ROAMING, ROAMING] });
      const [one, two] = made.keys;
      if (!one || !two) throw new Error('two keys were made');
      const callers = [await signIn(deps, made, { with: one }), await signIn(deps, made, { with: two })] as const;
      const decisions = await Promise.all([
        suspendAccountCredential(nodes.one, callers[0], { credentialId: two.id }),
        suspendAccountCredential(nodes.two, callers[1], { credentialId: one.id }),
      ]);
      expect(tags(decisions)).toEqual(['removed', 'signed-out']);
      expect(active(await load(made))).toHaveLength(1);
    }
  });
});
