import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const all = { waitingMax: 1000, perOwnerMax: 1000 };

function takeAll<Item>(queue: FairQueue<Item>): Item[] {
  const taken: Item[] = [];
  for (let item = queue.take(); item !== undefined; item = queue.take()) taken.push(item);
  return taken;
}

describe('a fair queue', () => {
  it('gives each owner a turn, however many of one owner’s wait', () => {
    const queue = new FairQueue<string>(all);
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.add(item.slice(0, 1), item);
    expect(takeAll(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('turns away what exceeds an owner’s share, and keeps what waits', () => {
    const queue = new FairQueue<string>({ waitingMax: 10, perOwnerMax: 1 });
    expect(queue.add('a', 'a1')).toBeNull();
    expect(queue.add('a', 'a2')).toBe('a2');
    expect(queue.add('b', 'b1')).toBeNull();
    expect(takeAll(queue)).toEqual(['a1', 'b1']);
  });

  it('has room for a newcomer while somebody else has more waiting', () => {
    const queue = new FairQueue<string>({ waitingMax: 3, perOwnerMax: 3 });
    for (const item of ['a1', 'a2', 'a3']) queue.add('a', item);
    expect(queue.add('a', 'a4')).toBe('a4');
    expect(queue.add('b', 'b1')).toBe('a3');
    expect(queue.add('b', 'b2')).toBe('b2');
    expect(queue.add('c', 'c1')).toBe('a2');
    expect(queue.add('d', 'd1')).toBe('d1');
    expect(takeAll(queue)).toEqual(['a1', 'b1', 'c1']);
  });

  it('never has an owner wait for more than one of each other owner’s', () => {
    const owners = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(owners, (order) => {
        const queue = new FairQueue<string>(all);
        for (const owner of order) queue.add(owner, owner);
        const taken = takeAll(queue);
        expect([...taken].sort()).toEqual([...order].sort());
        const first = new Set(order);
        expect(new Set(taken.slice(0, first.size))).toEqual(first);
      }),
    );
  });

  it('never holds more than it may, and loses nothing without saying so', () => {
    const steps = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null }), { maxLength: 80 });
    const limits = { waitingMax: 5, perOwnerMax: 3 };
    fc.assert(
      fc.property(steps, (order) => {
        const queue = new FairQueue<{ owner: string }>(limits);
        let out = 0;
        let turnedAway = 0;
        for (const owner of order) {
          if (owner === null) out += queue.take() ? 1 : 0;
          else turnedAway += queue.add(owner, { owner }) ? 1 : 0;
          expect(queue.size).toBeLessThanOrEqual(limits.waitingMax);
        }
        const left = takeAll(queue).length;
        expect(out + turnedAway + left).toBe(order.filter((owner) => owner !== null).length);
      }),
    );
  });
});
