import { describe, expect, it } from 'vitest';
import { refuse } from '../decision.ts';
import { decideEnd } from './decide-end.ts';

const PROVED = 1_700_000_000_000;
const NOW = PROVED + 60_000;
const ASKED = refuse({ tag: 'step-up-required', ageSecondsMax: 300 });
const end = (freshAt: number, ...times: readonly number[]) => {
  const decision = decideEnd(
    { freshAt },
    times.map((createdAt) => ({ createdAt })),
    300,
    NOW,
  );
  return decision.allowed ? [decision.facts.ends.map(({ createdAt }) => createdAt), decision.facts.left] : decision;
};

describe('ending other sessions', () => {
  it('needs no new proof for those that were open when presence was last proved', () => {
    expect(end(PROVED)).toEqual([[], 0]);
    expect(end(PROVED, PROVED - 1, PROVED)).toEqual([[PROVED - 1, PROVED], 0]);
  });

  it('needs one for those that were opened since, and ends the others all the same', () => {
    expect(end(PROVED, PROVED + 1)).toEqual(ASKED);
    expect(end(PROVED, PROVED - 1, PROVED + 1, NOW)).toEqual([[PROVED - 1], 2]);
    // Presence that was taken back is none.
    expect(end(0, PROVED)).toEqual(ASKED);
  });

  it('ends one that a clock ahead had opened, however old the proof is', () => {
    expect(end(PROVED, NOW + 1, NOW + 500_000_000)).toEqual([[NOW + 1, NOW + 500_000_000], 0]);
  });
});
