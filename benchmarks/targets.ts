// What Holdfast aims for, each as one figure or as a ratio of two figures of the same round.

import type { Address } from './statistics.ts';

export interface Target {
  readonly what: string;
  readonly of: Address;
  /** Where given, the target is about the ratio of `of` to this. */
  readonly over?: Address;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
}

const RATE = 'perSecond';
const SQLITE = 'holdfast/sqlite';
const POSTGRES = 'holdfast/postgres';

/** Four accounts with tarpits and dead names hold up nobody else's alert. */
const heldUp = (database: string): Target => ({
  what: `${database}: a protected holder’s webhook alert while others’ receivers never answer, p99 ms`,
  of: [`${database}/alerts`, 'webhook alert (held up)', 'p99Ms'],
  bound: 'at most',
  limit: 5000,
});

/** Sealed within a second of its commit; a million items asked within ten minutes. */
const evidence = (database: string, many: number): readonly Target[] => [
  {
    what: `${database}: from an answer to the proof of its event, p99 ms`,
    of: [database, 'events sealed', 'p99Ms'],
    bound: 'at most',
    limit: 1000,
  },
  {
    what: `${database}/${many}: a million items asked of the training ledger, seconds`,
    of: [`${database}/${many}`, 'training batch', 'seconds'],
    bound: 'at most',
    limit: 600,
  },
];

/** @param many the larger number of accounts */
export function targets(many: number): readonly Target[] {
  const against = (what: string, ours: string, scenario: string, other: string, limit: number): Target => ({
    what: `${what}: ${scenario} ÷ ${other}`,
    of: [ours, scenario, RATE],
    over: [other, scenario, RATE],
    bound: 'at least',
    limit,
  });
  const scale = (database: string, scenario: string, load = ''): Target => ({
    what: `${database}: ${scenario}, 1000 accounts ÷ ${many}${load}`,
    of: [database, scenario, RATE],
    over: [`${database}/${many}`, `${scenario}${load}`, RATE],
    bound: 'at most',
    limit: 1.2,
  });
  const own = (what: string, figure: string, limit: number): Target => ({
    what,
    of: [SQLITE, 'process', figure],
    bound: 'at most',
    limit,
  });
  return [
    against('SQLite', SQLITE, 'session-check', 'ceiling', 0.6),
    against('SQLite', SQLITE, 'session-check', 'better-auth/sqlite', 10),
    against('SQLite', SQLITE, 'passkey-sign-in', 'ceiling', 0.55),
    against('SQLite', SQLITE, 'passkey-sign-in', 'better-auth/sqlite', 7),
    against('PostgreSQL', POSTGRES, 'session-check', 'better-auth/postgres', 4),
    against('PostgreSQL', POSTGRES, 'passkey-sign-in', 'better-auth/postgres', 4),
    scale(SQLITE, 'session-check'),
    scale(SQLITE, 'passkey-sign-in'),
    scale(SQLITE, 'session-check', ' (all active)'),
    scale(SQLITE, 'passkey-sign-in', ' (all active)'),
    scale(POSTGRES, 'session-check'),
    scale(POSTGRES, 'passkey-sign-in'),
    scale(POSTGRES, 'session-check', ' (all active)'),
    scale(POSTGRES, 'passkey-sign-in', ' (all active)'),
    ...[SQLITE, POSTGRES].flatMap((database) => evidence(database, many)),
    ...[SQLITE, POSTGRES].map(heldUp),
    own('start, spawn to first answer, ms', 'startMs', 500),
    own('memory idle, MB', 'idleMb', 110),
    own('memory after load, MB', 'loadedMb', 200),
    {
      what: 'session-check p99, while hashing ÷ not',
      of: [SQLITE, 'session-check (hashing)', 'p99Ms'],
      over: [SQLITE, 'session-check', 'p99Ms'],
      bound: 'at most',
      limit: 2,
    },
    {
      what: 'session-check p99 of one client alone, while hashing ÷ not',
      of: [SQLITE, 'session-check (hashing)', 'p99AloneMs'],
      over: [SQLITE, 'session-check', 'p99AloneMs'],
      bound: 'at most',
      limit: 2,
    },
    ...[SQLITE, POSTGRES].map(
      (database): Target => ({
        what: `${database}: others’ session-check, median of one client alone, while one account reads proofs and searches ÷ not`,
        of: [database, 'session-check (one account reads)', 'p50AloneMs'],
        over: [database, 'session-check', 'p50AloneMs'],
        bound: 'at most',
        limit: 2,
      }),
    ),
  ];
}
