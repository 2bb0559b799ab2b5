// Several processes on one PostgreSQL seal one log: no event twice, none left out, no second history.

import { expect, test } from 'vitest';
import { hashLeaf, parseCheckpoint, parseEntry, parseNote, RunningRoot } from '../../packages/contract/src/log.ts';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { sha256 } from '../../packages/server/src/platform/sha256.ts';
import { listEntries } from '../../packages/server/src/storage/log.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { raceProcesses } from '../support/race.ts';
import { describeOn } from '../support/stores.ts';

describeOn('postgres', 'three sealing processes', (database) => {
  test('make one log of what all of them commit, and each head they signed is of its beginning', async () => {
    const job = { do: 'seal', address: database.address, batches: 20 } as const;
    const counts = (await raceProcesses([job, job, job])) as number[];
    const deps = makeDeps(database.store);
    let rest = 0;
    for (let sealed = 1; sealed > 0; rest += sealed) sealed = await sealEvents(deps, TEST_TIME);
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(300);

    const entries = await database.store.read((tx) => listEntries(tx, 0, 1000));
    expect(entries.map(({ row }) => row.position)).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(new Set(entries.map(({ row }) => parseEntry(row.entry)?.id)).size).toBe(300);
    const notes = await database.store.read((tx) =>
      tx.q.selectFrom('log_checkpoint').select('note').orderBy('size').execute(),
    );
    const heads = notes.map(({ note }) => parseCheckpoint(parseNote(note)?.text ?? ''));
    const running = new RunningRoot(sha256);
    const rootAt = new Map(
      entries.map(({ row }) => {
        running.add(hashLeaf(sha256, Buffer.from(row.entry)));
        return [running.size, Buffer.from(running.root()).toString('hex')];
      }),
    );
    expect(heads.length).toBeGreaterThan(3);
    for (const head of heads) {
      expect(Buffer.from(head?.root ?? []).toString('hex')).toBe(rootAt.get(head?.size ?? -1));
    }
    expect(heads.at(-1)?.size).toBe(300);
  });
});
