import { describe, expect, it } from 'vitest';
import { allow, refuse } from '../decision.ts';
import { decideEnd } from './decide-end.ts';

const PROVED = 1_700_000_000_000;
const openedAt = (...times: readonly number[]) => times.map((createdAt) => ({ createdAt }));
const end = (freshAt: number, ...times: readonly number[]) => decideEnd({ freshAt }, openedAt(...times), 300);

describe('ending other sessions', () => {
  it('needs no new proof for those that were open when presence was last proved', () => {
    expect(end(PROVED)).toEqual(allow());
    expect(end(PROVED, PROVED - 1, PROVED)).toEqual(allow());
  });

  it('needs one for a session that was opened since, also among others', () => {
    const asked = refuse({ tag: 'step-up-required', ageSecondsMax: 300 });
    expect(end(PROVED, PROVED + 1)).toEqual(asked);
    expect(end(PROVED, PROVED - 1, PROVED + 1)).toEqual(asked);
    // Presence that was taken back is none.
    expect(end(0, PROVED)).toEqual(asked);
  });
});
