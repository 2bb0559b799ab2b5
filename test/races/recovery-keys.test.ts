// PostgreSQL: replacements of recovery keys at the same moment leave one pair live, whole, and of one making.

import { beforeAll, expect, test } from 'vitest';
import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { workDueHolds } from '../../packages/server/src/app/hold/announce.ts';
import { beginRecovery } from '../../packages/server/src/app/recovery/begin.ts';
import { practiseRecovery } from '../../packages/server/src/app/recovery-key/practise.ts';
import { makeReplacement, replaceRecoveryKeys } from '../../packages/server/src/app/recovery-key/replace.ts';
import { HOLD_MS } from '../../packages/server/src/domain/hold/hold.ts';
import { LIMITS } from '../../packages/server/src/domain/throttle/throttle.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { listEvents } from '../../packages/server/src/storage/audit.ts';
import { recoveryKeyHashes } from '../../packages/server/src/storage/recovery-key.ts';
import { type MadeAccount, makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { asker } from '../support/recoveries.ts';
import { signInWithTwo } from '../support/second-proof.ts';
import { describeOn } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';

const ROUNDS = 8;

describeOn('postgres', 'replacing recovery keys at once', (database) => {
  /** As two servers would: each with connections of its own. */
  const nodes = {} as { one: Deps; two: Deps };
  beforeAll(async () => {
    for (const name of ['one', 'two'] as const) {
      nodes[name] = makeDeps(database.open({ connectionsMax: 4 }));
      await nodes[name].store.ping();
    }
  });
  const holder = async () => {
    const deps = makeDeps(database.store);
    const account = await makeAccount(deps, { tier: 'advanced' });
    const [desk, laptop] = [await signInWithTwo(deps, account), await signInWithTwo(deps, account)];
    return { account, desk, laptop };
  };
  /** The three days of a replacement that two proofs began are over. */
  const finish = () => workDueHolds(nodes.one, TEST_TIME + HOLD_MS);
  const live = ({ id }: MadeAccount) => database.store.read((tx) => recoveryKeyHashes(tx, id, 'live'));
  const make = async (deps: Deps, caller: SignedInCaller) =>
    factsOf(await makeReplacement(deps, caller)).recoveryKeys as [string, string];

  test('both new keys of one pair typed back at once: one replacement, one alert, both keys live', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { account, desk, laptop } = await holder();
      const [first, second] = await make(nodes.one, desk);
      const decisions = await Promise.all([
        replaceRecoveryKeys(nodes.one, desk, { recoveryKey: first }),
        replaceRecoveryKeys(nodes.two, laptop, { recoveryKey: second }),
      ]);
      expect(decisions.map((decision) => decision.allowed).sort()).toEqual([false, true]);
      await finish();
      expect((await live(account)).map((row) => row.ordinal).sort()).toEqual([1, 2]);
      for (const recoveryKey of [first, second]) {
        expect((await practiseRecovery(nodes.one, desk, { recoveryKey })).allowed).toBe(true);
      }
      const events = await database.store.read((tx) => listEvents(tx, { accountId: account.id, countMax: 50 }));
      const replaced = events.filter((event) => event.operation === 'recovery-key.replace');
      expect(replaced.map((event) => event.outcome).sort()).toEqual(['done', 'refused']);
    }
  });

  test('two replacements at once leave one pair that was made together; the other is worthless', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { account, desk, laptop } = await holder();
      const attempt = async (deps: Deps, caller: SignedInCaller) => {
        const pair = await make(deps, caller);
        await replaceRecoveryKeys(deps, caller, { recoveryKey: pair[0] });
        return pair;
      };
      const pairs = await Promise.all([attempt(nodes.one, desk), attempt(nodes.two, laptop)]);
      await finish();
      expect(await live(account)).toHaveLength(2);
      const good = await Promise.all(
        pairs.flat().map(async (recoveryKey) => (await practiseRecovery(nodes.one, desk, { recoveryKey })).allowed),
      );
      expect([
        [true, true, false, false],
        [false, false, true, true],
      ]).toContainEqual(good);
    }
  });

  test('a recovery begun just as the keys are replaced does not stay open: it is void with its key', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { account, desk } = await holder();
      const [first] = await make(nodes.one, desk);
      expect((await replaceRecoveryKeys(nodes.one, desk, { recoveryKey: first })).allowed).toBe(true);
      const input = { email: account.email, recoveryKey: account.recoveryKeys[0] ?? '' };
      const at = TEST_TIME + HOLD_MS;
      await Promise.all([
        workDueHolds(nodes.one, at),
        beginRecovery(nodes.two, asker(at, `198.51.100.${round}`), input),
      ]);
      const after = await database.store.read((tx) => loadAccount(tx, account.id));
      expect(after).toMatchObject({ openRecoveries: [], recoveryKeys: [{ spentAt: null }, { spentAt: null }] });
    }
  });

  test('drills at once are counted one by one: never one more than the limit gets an answer', async () => {
    const { desk, laptop } = await holder();
    const { points } = LIMITS['drill.account'];
    const recoveryKey = '0000 0000 0000 0000 0000 0000 0000';
    const decisions = await Promise.all(
      Array.from({ length: points + 12 }, (_, index) =>
        index % 2 === 0
          ? practiseRecovery(nodes.one, desk, { recoveryKey })
          : practiseRecovery(nodes.two, laptop, { recoveryKey }),
      ),
    );
    const answered = decisions.filter((one) => !one.allowed && one.refusal.tag === 'recovery-key-refused');
    expect(answered).toHaveLength(points);
  });
});
