// A backup is of one moment, whole, the same on both databases, and says so itself: any damage to it is found.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackupFault, parseRow } from '../../packages/server/src/storage/backup/format.ts';
import { checkBackup, readBackup } from '../../packages/server/src/storage/backup/read-backup.ts';
import { planTables } from '../../packages/server/src/storage/backup/table-plan.ts';
import { writeBackup } from '../../packages/server/src/storage/backup/write-backup.ts';
import { spend } from '../../packages/server/src/storage/spent.ts';
import type { Tables } from '../../packages/server/src/storage/tables.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { describeOnBoth, newDatabase } from '../support/stores.ts';
import { describeUseCaseOnBoth } from '../support/use-case.ts';
import { backupOf, inPieces } from '../support/written-backup.ts';

describeUseCaseOnBoth('a backup', (world) => {
  const database = {
    get store() {
      return world.deps.store;
    },
  };
  let bytes: Buffer;
  beforeAll(async () => {
    await makeAccount(world.deps, { tier: 'advanced' });
    // More than a page, and text that must be written with care.
    await database.store.write(async (tx) => {
      for (let index = 0; index < 1203; index++) await spend(tx, `line\n"${index}" ☂ {"b64"}`, TEST_TIME);
    });
    ({ bytes } = await backupOf(database.store));
  });

  it('has every table that the database has, and every row as it is', async () => {
    const plans = await database.store.read(planTables);
    expect(plans.map(({ name }) => name)).toContain('account');
    const read: Record<string, unknown[]> = {};
    let columns: readonly string[] = [];
    let rows: unknown[] = [];
    for await (const part of readBackup(inPieces(bytes))) {
      if (part.part === 'table') {
        ({ columns } = part.table);
        rows = [];
        read[part.table.table] = rows;
      }
      if (part.part !== 'rows') continue;
      for (const line of part.lines) {
        const values = parseRow(line, columns.length);
        rows.push(Object.fromEntries(columns.map((name, index) => [name, values[index]])));
      }
    }
    expect(Object.keys(read)).toEqual(plans.map(({ name }) => name));
    for (const { name, key } of plans) {
      const kept = await database.store.read((tx) => {
        let query = tx.q.selectFrom(name as keyof Tables).selectAll();
        for (const column of key) query = query.orderBy(column as never);
        return query.execute();
      });
      expect(read[name], name).toEqual(kept);
    }
    expect(read.spent).toHaveLength(1203);
  });

  it('puts a table after those that it refers to', async () => {
    const names = (await database.store.read(planTables)).map(({ name }) => name);
    expect(names.indexOf('account')).toBeLessThan(names.indexOf('credential'));
    expect(names.indexOf('account')).toBeLessThan(names.indexOf('session'));
  });

  it('is of one moment: what is written while it is taken is not in it', async () => {
    let isFirst = true;
    const chunks: Buffer[] = [];
    await writeBackup(database.store, TEST_TIME, async (chunk) => {
      chunks.push(chunk);
      if (!isFirst) return;
      isFirst = false;
      await database.store.write((tx) => spend(tx, 'written meanwhile', TEST_TIME));
    });
    expect(Buffer.concat(chunks).includes('written meanwhile')).toBe(false);
    expect((await backupOf(database.store)).bytes.includes('written meanwhile')).toBe(true);
  });

  it('checks out as it was written', async () => {
    const { written, bytes: again } = await backupOf(database.store);
    const { bytes: counted, ...facts } = written;
    expect(await checkBackup(inPieces(again, 17))).toEqual(facts);
    expect(counted).toBe(again.length);
  });

  it('does not check out with any byte of it flipped', async () => {
    const missed: number[] = [];
    for (let place = 0; place < bytes.length; place += place < 3000 || place > bytes.length - 500 ? 1 : 101) {
      const altered = Buffer.from(bytes);
      altered[place] = (altered[place] ?? 0) ^ 1;
      const fault = await checkBackup(inPieces(altered, 65_536)).catch((error: unknown) => error);
      if (!(fault instanceof BackupFault)) missed.push(place);
    }
    expect(missed).toEqual([]);
  });

  const lines = (): string[] => bytes.toString('utf8').split('\n').slice(0, -1);
  const tableAt = (all: string[], name: string): [number, number] => [
    all.findIndex((line) => line.startsWith(`{"table":"${name}"`)),
    all.findIndex((line) => line.startsWith(`{"end":"${name}"`)) + 1,
  ];

  it.each<[string, (all: string[]) => string[], RegExp]>([
    ['cut off', (all) => all.slice(0, -1), /cut off/],
    ['without a row', (all) => all.toSpliced(tableAt(all, 'spent')[0] + 1, 1), /The table spent/],
    [
      'without a table',
      (all) => all.toSpliced(tableAt(all, 'spent')[0], tableAt(all, 'spent')[1] - tableAt(all, 'spent')[0]),
      /left out/,
    ],
    ['that goes on after its end', (all) => [...all, all.at(-1) ?? ''], /after the end/],
    ['of a later format', (all) => [all[0]?.replace('"v":1', '"v":2') ?? '', ...all.slice(1)], /format 2/],
    ['that is none', () => ['{"holdfast":"log","v":1}'], /no backup/],
    ['that is empty', () => [], /cut off/],
  ])('%s is refused, and why is said', async (_, change, fault) => {
    const text = change(lines()).map((line) => `${line}\n`);
    await expect(checkBackup(inPieces(Buffer.from(text.join(''))))).rejects.toThrow(fault);
  });

  it('cut off within a line is refused', async () => {
    await expect(checkBackup(inPieces(bytes.subarray(0, -20)))).rejects.toThrow(/within a line/);
  });
});

describeOnBoth('an empty database', (database) => {
  const empty = newDatabase(database.dialect);
  afterAll(async () => (await empty).close());

  it('has no backup', async () => {
    expect(await writeBackup((await empty).open(), TEST_TIME, async () => {})).toBeNull();
  });

  it('puts tables after those that they refer to, whatever they are called', async () => {
    const store = (await empty).open();
    await store.write(async (tx) => {
      await tx.q.schema
        .createTable('last')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .execute();
      await tx.q.schema
        .createTable('first')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('last_id', 'text', (c) => c.references('last.id'))
        .execute();
    });
    expect((await store.read(planTables)).map(({ name }) => name)).toEqual(['last', 'first']);
  });
});
