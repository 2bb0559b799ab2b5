// Fairness of a lane, by enumeration: who may take how many places, and who goes first.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANK, RANKS, type Rank } from './channel.ts';
import { chooseFairly, hostKeyOf, type LaneLimits, LEVELS, levelOf, Tally, type Waiting } from './lane.ts';

const LIMITS: LaneLimits = { places: 32, perTurn: 2, perOwner: 4, perTarget: 2, perHost: { proven: 16, doubtful: 4 } };
const MANY = 1000;

/** Everybody is somebody else, on a host of their own. */
const somebody = (index: number, part: Partial<Waiting> = {}): Waiting => ({
  rank: RANK.alert,
  owner: `owner ${index}`,
  target: `target ${index}`,
  host: `host ${index}`,
  proven: true,
  ...part,
});
const crowd = (part: Partial<Waiting>, count = MANY): Waiting[] =>
  Array.from({ length: count }, (_, index) => somebody(index, part));
const KINDS = RANKS.flatMap((rank) => [true, false].map((proven) => ({ rank, proven })));

describe('the places of a lane', () => {
  it.each(KINDS)('are shared: a crowd of rank $rank, proven $proven, takes its share of them', ({ rank, proven }) => {
    const taken = chooseFairly(crowd({ rank, proven }), new Tally(LIMITS), MANY).length;
    const share = rank === RANK.protectedAlert ? (proven ? 32 : 24) : proven ? 20 : 12;
    expect(taken).toBe(share);
  });

  it('are never all taken by those of a lower level, in whichever order they came', () => {
    for (const level of LEVELS) {
      const lower = KINDS.filter((kind) => levelOf(kind) > level).flatMap((kind) => crowd(kind));
      const tally = new Tally(LIMITS);
      chooseFairly(lower, tally, MANY);
      const [kind] = KINDS.filter((one) => levelOf(one) === level);
      expect(chooseFairly([somebody(-1, kind)], tally, 1), `level ${level}`).toHaveLength(1);
    }
  });

  it('are never more than there are', () => {
    const all = KINDS.toReversed().flatMap((kind) => crowd(kind));
    expect(chooseFairly(all, new Tally(LIMITS), MANY)).toHaveLength(LIMITS.places);
  });
});

describe('one owner, one channel and one host', () => {
  const count = (waiting: readonly Waiting[]) => chooseFairly(waiting, new Tally(LIMITS), MANY).length;

  it('have so many places and no more, whatever else is free', () => {
    expect(count(crowd({ owner: 'one' }))).toBe(4);
    expect(count(crowd({ target: 'one' }))).toBe(2);
    expect(count(crowd({ host: 'one' }))).toBe(16);
    expect(count(crowd({ host: 'one', proven: false }))).toBe(4);
  });

  it('count what is under way in other processes too', () => {
    const tally = new Tally(LIMITS);
    for (let index = 0; index < 4; index++) tally.add(somebody(index, { owner: 'one', host: 'one', proven: false }));
    expect(chooseFairly([somebody(8, { owner: 'one' })], tally, 1)).toEqual([]);
    expect(chooseFairly([somebody(9, { host: 'one', proven: false })], tally, 1)).toEqual([]);
    expect(chooseFairly([somebody(10)], tally, 1)).toHaveLength(1);
    expect(tally.full).toEqual({ owners: ['one'], targets: [], hostKeys: ['doubtful one'] });
  });

  it('that rests has one place, and those who have proved good at it lose none by that', () => {
    const isResting = (hostKey: string) => hostKey === 'doubtful one';
    const chosen = chooseFairly(
      [...crowd({ host: 'one', proven: false }), ...crowd({ host: 'one' })],
      new Tally(LIMITS, isResting),
      MANY,
    );
    expect(chosen.filter(({ proven }) => !proven)).toHaveLength(1);
    expect(chosen.filter(({ proven }) => proven)).toHaveLength(16);
  });

  it('of mail are the platform’s own server: only owners are counted', () => {
    const mail = (owner: string): Waiting => ({ rank: RANK.asked, owner, target: null, host: null, proven: true });
    expect(hostKeyOf(mail('one'))).toBeNull();
    expect(count([...Array(9)].map(() => mail('one')))).toBe(4);
    expect(count([...Array(9)].map((_, index) => mail(`${index}`)))).toBe(9);
  });
});

describe('who goes first', () => {
  it('is everybody who had no turn, and only then whoever has more waiting', () => {
    const tally = new Tally(LIMITS);
    tally.allow('a turn');
    const many = () => [...Array(9)].map((_, index) => somebody(index, { owner: 'one' }));
    expect(chooseFairly(many(), tally, MANY)).toHaveLength(2);
    expect(tally.full.owners).toEqual(['one']);
    tally.allow('all');
    expect(chooseFairly(many(), tally, MANY)).toHaveLength(2);
  });

  it('is the higher rank, and in a rank the owner with the fewest under way', () => {
    const flood = [...Array(50)].map((_, index) => somebody(index, { owner: 'flood' }));
    const waiting = [...flood, somebody(60), somebody(61, { rank: RANK.protectedAlert }), somebody(62)];
    const chosen = chooseFairly(waiting, new Tally(LIMITS), 6).map(({ owner }) => owner);
    expect(chosen).toEqual(['owner 61', 'flood', 'owner 60', 'owner 62', 'flood', 'flood']);
  });

  it('never depends on how much somebody else has waiting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ owner: fc.integer({ min: 0, max: 3 }), rank: fc.constantFrom<Rank>(...RANKS) }), {
          maxLength: 60,
        }),
        fc.integer({ min: 5, max: 12 }),
        (others, countMax) => {
          const waiting = others.map(({ owner, rank }, index) => somebody(index, { owner: `o${owner}`, rank }));
          const holder = somebody(99, { rank: RANK.protectedAlert });
          const chosen = chooseFairly([...waiting, holder], new Tally(LIMITS), countMax);
          // Four others at most are before: each of them once.
          expect(chosen.indexOf(holder)).toBeGreaterThanOrEqual(0);
          expect(chosen.indexOf(holder)).toBeLessThanOrEqual(4);
        },
      ),
    );
  });
});
