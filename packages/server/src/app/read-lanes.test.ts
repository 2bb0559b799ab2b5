// Costly reads: an account's one after the other, accounts in turn, and a budget that is its own.

import { describe, expect, it } from 'vitest';
import { makeCaller } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { allow } from '../domain/decision.ts';
import { READ_BUDGET } from '../domain/throttle/read-budget.ts';
import type { CheckedSession } from '../storage/session.ts';
import { ReadLanes } from './read-lanes.ts';

const callerOf = (account: string, now = TEST_TIME) =>
  makeCaller({ session: { account_id: account } as unknown as CheckedSession, now });

/** Reads that stay open until they are let go, in the order in which they began. */
function openReads(lanes: ReadLanes) {
  const begun: { readonly name: string; readonly end: () => void }[] = [];
  const begin = (account: string, name = account) =>
    lanes.run(callerOf(account), 'activity.prove', async () => {
      await new Promise<void>((resolve) => begun.push({ name, end: resolve }));
      return allow(name);
    });
  /** Whoever may begin has begun. */
  const settle = async () => {
    for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, begin, settle, names: () => begun.map(({ name }) => name) };
}

describe('lanes of costly reads', () => {
  it('have one read of an account at a time', async () => {
    const { begun, begin, settle, names } = openReads(new ReadLanes(async () => {}));
    const answers = ['a1', 'a2', 'a3'].map((name) => begin('a', name));
    await settle();
    expect(names()).toEqual(['a1']);
    begun[0]?.end();
    await settle();
    expect(names()).toEqual(['a1', 'a2']);
    begun[1]?.end();
    await settle();
    begun[2]?.end();
    expect(await Promise.all(answers)).toEqual([allow('a1'), allow('a2'), allow('a3')]);
  });

  it('have two at a time in all, and give accounts their turn', async () => {
    const lanes = new ReadLanes(async () => {});
    const { begun, begin, settle, names } = openReads(lanes);
    for (const name of ['a1', 'a2', 'a3', 'a4']) void begin('a', name);
    for (const name of ['b1', 'c1', 'd1']) void begin(name.slice(0, 1), name);
    await settle();
    expect(names()).toEqual(['a1', 'b1']);
    for (let ended = 0; ended < 7; ended++) {
      expect(lanes.running).toBeLessThanOrEqual(2);
      begun[ended]?.end();
      await settle();
    }
    // Those who had asked once are served before the account that asked four times is served twice more.
    expect(names()).toEqual(['a1', 'b1', 'c1', 'd1', 'a2', 'a3', 'a4']);
    expect(lanes.running).toBe(0);
  });

  it('refuse what an account has waiting beyond eight, and nobody else’s', async () => {
    const { begun, begin, settle } = openReads(new ReadLanes(async () => {}));
    const waiting = Array.from({ length: 9 }, () => begin('a'));
    expect(await begin('a')).toEqual({ allowed: false, refusal: { tag: 'throttled', retryAfterSeconds: 1 } });
    const other = begin('b');
    for (let ended = 0; ended < 10; ended++) {
      await settle();
      begun[ended]?.end();
    }
    expect((await Promise.all([...waiting, other])).every(({ allowed }) => allowed)).toBe(true);
  });

  it('hold a refusal back, so that asking again at once gains nothing, and not too many', async () => {
    const held: (() => void)[] = [];
    const lanes = new ReadLanes(() => new Promise((resolve) => held.push(resolve)));
    for (let left: number = READ_BUDGET.tokensMax; left > 0; left -= 10) {
      await lanes.run(callerOf('a'), 'activity.download', async () => allow());
    }
    let answered = 0;
    const ask = () => lanes.run(callerOf('a'), 'activity.prove', async () => allow()).then(() => answered++);
    const asked = Array.from({ length: 70 }, ask);
    for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect([held.length, answered]).toEqual([64, 6]);
    expect((await lanes.run(callerOf('b'), 'activity.prove', async () => allow())).allowed).toBe(true);
    for (const release of held) release();
    await Promise.all(asked);
    expect(answered).toBe(70);
  });

  it('go on after a read that failed', async () => {
    const lanes = new ReadLanes(async () => {});
    const failed = lanes.run(callerOf('a'), 'activity.prove', async () => {
      throw new Error('the database went away');
    });
    await expect(failed).rejects.toThrow('went away');
    expect(await lanes.run(callerOf('a'), 'activity.prove', async () => allow('next'))).toEqual(allow('next'));
    expect(lanes.running).toBe(0);
  });

  it('have a budget for each account, wherever it asks from, and for each network without one', async () => {
    const lanes = new ReadLanes(async () => {});
    const use = async (by: ReturnType<typeof makeCaller>) => {
      for (let left: number = READ_BUDGET.tokensMax; left > 0; left -= 10) {
        expect((await lanes.run(by, 'activity.download', async () => allow())).allowed).toBe(true);
      }
    };
    await use(callerOf('a'));
    const elsewhere = { ...callerOf('a'), network: 'elsewhere' };
    expect(await lanes.run(elsewhere, 'activity.prove', async () => allow())).toMatchObject({
      refusal: { tag: 'throttled', retryAfterSeconds: 1 },
    });
    await use(makeCaller({ network: 'shared' }));
    const stranger = makeCaller({ network: 'shared' });
    expect((await lanes.run(stranger, 'log.prove-growth', async () => allow())).allowed).toBe(false);
    const neighbour = { ...callerOf('b'), network: 'shared' };
    expect((await lanes.run(neighbour, 'log.prove-growth', async () => allow())).allowed).toBe(true);
  });

  it('let a file’s pieces wait their turn, and hold the lane for none between them', async () => {
    const lanes = new ReadLanes(async () => {});
    async function* pieces() {
      yield 'one';
      yield 'two';
    }
    const file = lanes.inTurns(callerOf('a'), pieces());
    expect(await file.next()).toEqual({ done: false, value: 'one' });
    expect((await lanes.run(callerOf('a'), 'activity.prove', async () => allow())).allowed).toBe(true);
    expect(await file.next()).toEqual({ done: false, value: 'two' });
    expect(await file.next()).toEqual({ done: true, value: undefined });
  });

  it('end a file’s source when nobody takes the rest of it', async () => {
    const lanes = new ReadLanes(async () => {});
    let ended = false;
    async function* pieces() {
      try {
        yield 'one';
        yield 'two';
      } finally {
        ended = true;
      }
    }
    for await (const _ of lanes.inTurns(callerOf('a'), pieces())) break;
    expect(ended).toBe(true);
  });

  it('forget accounts whose budget is full again', async () => {
    const lanes = new ReadLanes(async () => {});
    for (let account = 0; account < 1000; account++) {
      await lanes.run(callerOf(`early ${account}`), 'activity.prove', async () => allow());
    }
    expect(lanes.kept).toBe(1000);
    await lanes.run(callerOf('late', TEST_TIME + 10 * 60_000), 'activity.prove', async () => allow());
    expect(lanes.kept).toBe(1);
  });
});
