import { describe, expect, it } from 'vitest';
import {
  judgeBelief,
  judgeClock,
  judgeDisk,
  judgeMetadata,
  judgeMode,
  judgeRecord,
  judgeSealing,
  judgeSecrets,
} from './finding.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;
const GIB = 2 ** 30;

describe('a look at an installation', () => {
  it.each([
    [0o100600, 'ok'],
    [0o40700, 'ok'],
    [0o100640, 'fail'],
    [0o100604, 'fail'],
  ] as const)('finds mode %o of a file that is its owner’s alone %s', (mode, state) => {
    expect(judgeMode('modes', 'secrets.json', mode).state).toBe(state);
  });

  it('says how to close what is open', () => {
    expect(judgeMode('modes', 'secrets.json', 0o100644)).toMatchObject({
      says: 'secrets.json is open to others (mode 0644).',
      remedy: 'chmod go= secrets.json',
    });
  });

  it.each([
    [100 * GIB, 'ok'],
    [GIB, 'warn'],
    [GIB / 8, 'fail'],
  ] as const)('finds %i bytes of room %s', (free, state) => {
    expect(judgeDisk('/data', free).state).toBe(state);
  });

  it.each([
    [0, 'ok'],
    [-4000, 'ok'],
    [6000, 'warn'],
    [-61_000, 'fail'],
  ] as const)('finds a clock that is %i ms off %s', (off, state) => {
    expect(judgeClock('clock', 'the database’s', NOW, NOW + off).state).toBe(state);
  });

  it('warns of a clock that was moved, with what is said of it, and where to read on', () => {
    expect(judgeBelief(null).state).toBe('ok');
    const remedy = expect.stringContaining('docs/operating.md');
    expect(judgeBelief('It was moved.')).toMatchObject({ state: 'warn', says: 'It was moved.', remedy });
  });

  it('finds events of the future, which a clock that ran ahead has left', () => {
    expect(judgeRecord(NOW, null).state).toBe('ok');
    expect(judgeRecord(NOW, NOW).state).toBe('ok');
    expect(judgeRecord(NOW, NOW + DAY)).toMatchObject({ state: 'fail', says: expect.stringContaining('2026-11-22') });
  });

  it('finds a sealer that has stopped, where there should be one', () => {
    expect(judgeSealing(NOW, null, true).state).toBe('ok');
    expect(judgeSealing(NOW, NOW - 5000, true).state).toBe('ok');
    expect(judgeSealing(NOW, NOW - 5001, true).state).toBe('fail');
    expect(judgeSealing(NOW, NOW - DAY, false).state).toBe('warn');
  });

  it('finds secrets that were not changed for a year', () => {
    expect(judgeSecrets(1, null).state).toBe('ok');
    expect(judgeSecrets(2, 365 * DAY).state).toBe('ok');
    expect(judgeSecrets(2, 366 * DAY)).toMatchObject({ state: 'warn', remedy: 'npx holdfast keys rotate' });
  });

  it.each([
    [null, 'warn', /none was ever verified/],
    [{ at: NOW, nextUpdate: NOW }, 'ok', /verified on 2026-11-21/],
    [{ at: NOW, nextUpdate: NOW - 1 }, 'warn', /to be renewed on 2026-11-20/],
    [{ at: NOW - 3 * DAY, nextUpdate: NOW + DAY }, 'ok', /verified on 2026-11-18/],
    [{ at: NOW - 3 * DAY - 1, nextUpdate: NOW + DAY }, 'warn', /last verified on 2026-11-17/],
  ] as const)('finds FIDO metadata as verified %o %s', (last, state, says) => {
    expect(judgeMetadata(NOW, last)).toMatchObject({ check: 'metadata', state, says: expect.stringMatching(says) });
  });
});
