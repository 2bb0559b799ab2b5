// What a program learns: excluded or not, with a receipt, and nothing else of anybody.

import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { type ClientId, makeId } from '../../domain/id.ts';
import { digestOf } from '../../platform/receipts.ts';
import { beginExclusion, endExclusion } from '../../storage/training-exclusion.ts';
import type { ClientCaller } from '../caller.ts';
import { askOne, askTraining } from './ask.ts';
import { optOut } from './opt.ts';
import { receiptKeys } from './receipt-keys.ts';

describeUseCase('a program that asks', (world) => {
  const client = { id: 'clnt_00000000000000000000000001' as ClientId, name: 'Pipeline' };
  const program: ClientCaller = { ...makeCaller(), client };

  const claimsIn = async (receipt: string): Promise<Record<string, unknown>> => {
    const keys = createLocalJWKSet(factsOf(await receiptKeys(world.deps)) as never);
    return (await jwtVerify(receipt, keys, { typ: 'training-receipt-v2+jwt', audience: client.id })).payload;
  };
  /** As an auditor works it out from what is documented. */
  const opens = (commitment: unknown, salt: string | undefined, accountId: string, madeAt: number): boolean => {
    const hash = createHash('sha256').update(Buffer.from(salt ?? '', 'base64url'));
    const text = JSON.stringify(['holdfast training receipt', accountId, madeAt]);
    return hash.update(text).digest('base64url') === commitment;
  };

  it('is told of each item, in its order, whether it was excluded when it was made or is now', async () => {
    const open = await makeAccount(world.deps);
    const shielded = await makeAccount(world.deps, { tier: 'advanced' });
    const left = await makeAccount(world.deps);
    await world.deps.store.write(async (tx) => {
      await beginExclusion(tx, left.id, 'protection', TEST_TIME - 100);
      await endExclusion(tx, left.id, 'protection', TEST_TIME - 50);
    });
    const items = [
      { id: 'open', accountId: open.id, madeAt: TEST_TIME - 5 },
      { id: 'shielded, from before', accountId: shielded.id, madeAt: 0 },
      { id: 'from before the mode', accountId: left.id, madeAt: TEST_TIME - 101 },
      { id: 'from within the mode', accountId: left.id, madeAt: TEST_TIME - 60 },
      { id: 'nobody’s', accountId: makeId('acct', world.deps.random.bytes(16)), madeAt: TEST_TIME },
    ];
    const { answers } = factsOf(await askTraining(world.deps, program, { items }));
    expect(answers.map(({ excluded }) => excluded)).toEqual([false, true, false, true, true]);
    expect(answers.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(Object.keys(answers[0] ?? {})).toEqual(['id', 'excluded', 'commitment']);
  });

  it('gets a receipt over all the answers, and one of their own for a single item', async () => {
    const account = await makeAccount(world.deps);
    const item = { id: 'conversation 7', accountId: account.id, madeAt: TEST_TIME - 1 };
    const batch = factsOf(await askTraining(world.deps, program, { items: [item] }));
    expect(await claimsIn(batch.receipt)).toMatchObject({
      iss: 'http://localhost:8400',
      aud: client.id,
      iat: TEST_TIME / 1000,
      count: 1,
      answers: digestOf(JSON.stringify(batch.answers)),
    });
    factsOf(await optOut(world.deps, await signIn(world.deps, account)));
    const one = factsOf(await askOne(world.deps, program, item));
    expect(one.excluded).toBe(true);
    const claims = await claimsIn(one.receipt);
    expect(claims).toMatchObject({ content: 'conversation 7', excluded: true });
    for (const said of [account.id, TEST_TIME - 1]) expect(JSON.stringify(claims)).not.toContain(String(said));
  });

  it('cannot show an answer about one account’s content as if it were about another’s', async () => {
    const owner = await makeAccount(world.deps, { tier: 'advanced' });
    const other = await makeAccount(world.deps);
    const madeAt = TEST_TIME - 1;
    const item = { id: 'what the owner wrote', accountId: other.id, madeAt };
    const one = factsOf(await askOne(world.deps, program, item));
    const batch = factsOf(await askTraining(world.deps, program, { items: [item] }));
    expect([one.excluded, batch.answers[0]?.excluded]).toEqual([false, false]);
    const { commitment } = await claimsIn(one.receipt);
    expect((await claimsIn(batch.receipt)).answers).toBe(digestOf(JSON.stringify(batch.answers)));
    for (const [said, salt] of [
      [commitment, one.salt],
      [batch.answers[0]?.commitment, batch.salts[0]],
    ] as const) {
      expect(opens(said, salt, other.id, madeAt)).toBe(true);
      expect(opens(said, salt, owner.id, madeAt)).toBe(false);
      expect(opens(said, salt, other.id, madeAt - 1)).toBe(false);
    }
  });

  it('cannot tell from its receipts which things belong to one account', async () => {
    const { id: accountId } = await makeAccount(world.deps);
    const items = Array.from({ length: 200 }, (_, number) => ({ id: `${number}`, accountId, madeAt: 1 }));
    const batch = factsOf(await askTraining(world.deps, program, { items }));
    const again = factsOf(await askTraining(world.deps, program, { items }));
    const answers = [...batch.answers, ...again.answers];
    expect(new Set(answers.map(({ commitment }) => commitment)).size).toBe(400);
    expect(new Set([...batch.salts, ...again.salts]).size).toBe(400);
  });

  it('leaves on record who asked about how many, and nothing on the accounts', async () => {
    const account = await makeAccount(world.deps);
    const items = [1, 2, 3].map((number) => ({ id: `${number}`, accountId: account.id, madeAt: TEST_TIME }));
    const left = await leaves(world.deps, () => askTraining(world.deps, program, { items }));
    expect(left.changed).toEqual(['audit_event']);
    expect(left.events).toMatchObject([
      { operation: 'training.ask', actor: 'client', account_id: null, subject: 'Pipeline: 3' },
    ]);
  });

  it('may not ask about one thing twice at once: which of two answers would hold?', async () => {
    const { id: accountId } = await makeAccount(world.deps);
    const item = { id: 'same', accountId, madeAt: 1 };
    const items = [item, { ...item, id: 'other' }, { ...item, madeAt: 2 }];
    expect(await askTraining(world.deps, program, { items })).toEqual(refuse({ tag: 'asked-twice', place: 2 }));
  });
});
