// PostgreSQL, many connections: wrong recovery keys are counted one by one and hold no right one up, one key opens one case,
// both take its place, and a case that is stopped at the moment of its completion ends in one way.

import { expect, test } from 'vitest';
import { beginRecovery } from '../../packages/server/src/app/recovery/begin.ts';
import { completeRecovery } from '../../packages/server/src/app/recovery/complete.ts';
import { readRecovery } from '../../packages/server/src/app/recovery/read.ts';
import { signInOptions, signInWithKey } from '../../packages/server/src/app/sign-in/key.ts';
import type { Decision } from '../../packages/server/src/domain/decision.ts';
import { LIMITS } from '../../packages/server/src/domain/throttle/throttle.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { listOpenHolds } from '../../packages/server/src/storage/hold.ts';
import { makeAccount, makeCaller } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { preparePools } from '../support/pools.ts';
import { addTwoKeys, asker, begin, HOUR_MS } from '../support/recoveries.ts';
import { describeOn } from '../support/stores.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;
const WRONG = '0000 0000 0000 0000 0000 0000 0000';
/** Reads as a case secret, and fits no case. */
const NO_CASE = '0000 0000 0000 0000 0000';

const tagsOf = (answers: readonly Decision<unknown>[]): string[] =>
  answers.map((answer) => (answer.allowed ? 'opened' : answer.refusal.tag)).sort();

describeOn('postgres', 'recovering over several pools', (database) => {
  const { poolAt, rush } = preparePools(database, { pools: 4, connectionsEach: 8 });

  test('wrong keys for an address from many networks are answered alike and recorded to the limit', async () => {
    const account = await makeAccount(poolAt(0), { tier: 'advanced' });
    const { points } = LIMITS['recovery.record'];
    const guesses = await rush(points * 2, (deps, index) =>
      beginRecovery(deps, asker(TEST_TIME, `203.0.113.${index}`), { email: account.email, recoveryKey: WRONG }),
    );
    expect(tagsOf(guesses)).toEqual(Array(points * 2).fill('recovery-refused'));
    const recorded = await database.store.read((tx) =>
      tx.q
        .selectFrom('audit_event')
        .select('reason')
        .where('account_id', '=', account.id)
        .where('operation', '=', 'recovery.begin')
        .execute(),
    );
    expect(recorded).toEqual(Array(points).fill({ reason: 'wrong-recovery-key' }));
  });

  test('a right key passes in the midst of a rush of wrong ones, from the same network', async () => {
    const account = await makeAccount(poolAt(0), { tier: 'advanced' });
    const at = asker(TEST_TIME, '203.0.113.72');
    const [right = ''] = account.recoveryKeys;
    const { points } = LIMITS['recovery.network'];
    const answers = await rush(points + 20, (deps, index) =>
      beginRecovery(deps, at, { email: account.email, recoveryKey: index === points + 10 ? right : WRONG }),
    );
    expect(answers[points + 10]?.allowed).toBe(true);
    expect(tagsOf(answers)).toContain('throttled');
  });

  test('recovery.network: one network guesses at as many addresses as the limit says, and no more', async () => {
    const { points } = LIMITS['recovery.network'];
    const guesses = await rush(points + 20, (deps, index) =>
      beginRecovery(deps, asker(TEST_TIME, '203.0.113.70'), {
        email: `nobody-${index}@example.com`,
        recoveryKey: WRONG,
      }),
    );
    expect(tagsOf(guesses)).toEqual([...Array(points).fill('recovery-refused'), ...Array(20).fill('throttled')]);
  });

  test('case secrets: as many wrong ones are looked up as the limit says, mistyped ones left out', async () => {
    const { points } = LIMITS['code.network'];
    const at = asker(TEST_TIME, '203.0.113.71');
    const [guesses, slips] = await Promise.all([
      rush(points * 2, (deps) => readRecovery(deps, at, { caseSecret: NO_CASE })),
      rush(points, (deps) => readRecovery(deps, at, { caseSecret: `${NO_CASE.slice(0, -1)}7` })),
    ]);
    expect(tagsOf(guesses)).toEqual([...Array(points).fill('link-refused'), ...Array(points).fill('throttled')]);
    expect(new Set(tagsOf(slips))).toEqual(new Set(['case-secret-refused']));
  });

  test('each recovery key, typed in several places at once, opens one case', async () => {
    for (let round = 0; round < 4; round++) {
      const account = await makeAccount(poolAt(0), { tier: 'advanced' });
      const answers = await rush(12, (deps, index) =>
        beginRecovery(deps, asker(TEST_TIME, `192.0.2.${index}`), {
          email: account.email,
          recoveryKey: account.recoveryKeys[index % 2] ?? '',
        }),
      );
      for (const nth of [0, 1]) {
        expect(answers.filter(({ allowed }, index) => allowed && index % 2 === nth)).toHaveLength(1);
      }
    }
  });

  test('with both at the moment of one alone, the case of both is open in the end, and no other', async () => {
    for (let round = 0; round < 8; round++) {
      const account = await makeAccount(poolAt(0), { tier: 'advanced' });
      const [recoveryKey = '', otherRecoveryKey = ''] = account.recoveryKeys;
      const { email } = account;
      const [both] = await Promise.all([
        beginRecovery(poolAt(1), asker(TEST_TIME, '192.0.2.1'), { email, recoveryKey, otherRecoveryKey }),
        beginRecovery(poolAt(2), asker(TEST_TIME, '192.0.2.2'), { email, recoveryKey: otherRecoveryKey }),
      ]);
      expect(both.allowed).toBe(true);
      const open = await database.store.read((tx) => listOpenHolds(tx, account.id));
      expect(open).toMatchObject([{ kind: 'recovery', proofs: 2, stoppedBy: 'trusted-key' }]);
    }
  });

  test('of two cases that are completed at the same moment one is', async () => {
    for (let round = 0; round < 4; round++) {
      const account = await makeAccount(poolAt(0), { tier: 'advanced' });
      const cases = [];
      for (const nth of [0, 1]) {
        const proofs = await begin(poolAt(0), account, asker(TEST_TIME, `192.0.2.${nth}`), nth);
        await addTwoKeys(poolAt(0), asker(RIPENS), proofs);
        cases.push(proofs);
      }
      const answers = await Promise.all(
        cases.map((proofs, index) => completeRecovery(poolAt(index), asker(RIPENS), proofs)),
      );
      expect(tagsOf(answers)).toEqual(['opened', 'recovery-ended']);
    }
  });

  test('a case is completed once', async () => {
    const account = await makeAccount(poolAt(0), { tier: 'advanced' });
    const proofs = await begin(poolAt(0), account, asker(TEST_TIME));
    await addTwoKeys(poolAt(0), asker(RIPENS), proofs);
    const answers = await rush(4, (deps) => completeRecovery(deps, asker(RIPENS), proofs));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
  });

  test('a key that is used at the moment of the completion stops it, or comes too late; never both', async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 8; round++) {
      const account = await makeAccount(poolAt(0), { tier: 'advanced' });
      const proofs = await begin(poolAt(0), account, asker(TEST_TIME));
      await addTwoKeys(poolAt(0), asker(RIPENS), proofs);
      const caller = makeCaller({ now: RIPENS });
      const response = account.keys[0]?.authenticator.assert(signInOptions(poolAt(1), caller));
      if (!response) throw new Error('the account was made with a key');
      const [entered, completed] = await Promise.all([
        signInWithKey(poolAt(1), caller, { response }),
        completeRecovery(poolAt(2), asker(RIPENS), proofs),
      ]);
      const loaded = await database.store.read((tx) => loadAccount(tx, account.id));
      const names = loaded?.credentials.map((key) => key.nickname);
      expect(entered.allowed).toBe(!completed.allowed);
      expect(names).toEqual(completed.allowed ? ['New desk key', 'New laptop'] : ['This laptop', 'Blue key']);
      ends.add(completed.allowed ? 'completed' : 'stopped');
    }
    expect(ends.size).toBeGreaterThanOrEqual(1);
  });
});
