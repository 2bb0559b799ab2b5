// A server knows an older copy of its database when it sees one, at its start and while it runs, and records it once.

import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { type AnchorFile, openAnchorFile } from '../../platform/anchor-file.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { LogFollower } from './follow-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-anchors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeUseCaseOnBoth('a follower of the log', (world) => {
  let files = 0;
  const newFile = (): AnchorFile => openAnchorFile(join(folder, `${world.deps.store.dialect}-${++files}`));
  const faults: unknown[] = [];
  const follow = (file: AnchorFile) => new LogFollower(world.deps, file, (error) => faults.push(error));
  let now = TEST_TIME;
  const look = (file: AnchorFile) => follow(file).look(++now);
  /** One event, sealed under a head of its own. */
  const grow = async (times = 1): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await world.deps.store.write((tx) =>
        record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }),
      );
      await sealEvents(world.deps, TEST_TIME);
    }
  };
  /** Puts the log back to its first `size` entries, as an older copy has them. */
  const putBack = (size: number): Promise<void> =>
    world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('log_entry').where('position', '>=', size).execute();
      await tx.q.deleteFrom('audit_event').where('position', '>=', size).execute();
      await tx.q.deleteFrom('audit_event').where('position', 'is', null).execute();
      await tx.q.deleteFrom('log_checkpoint').where('size', '>', size).execute();
    });
  const sizeNow = async (): Promise<number> =>
    (
      await world.deps.store.read((tx) =>
        tx.q.selectFrom('log_checkpoint').select('size').orderBy('size', 'desc').executeTakeFirst(),
      )
    )?.size ?? 0;
  const restorations = async (): Promise<number> =>
    (await world.deps.store.read((tx) => tx.q.selectFrom('restoration').selectAll().execute())).length;

  it('takes a new database as it is, and one that has grown', async () => {
    await makeAccount(world.deps);
    const file = newFile();
    const running = follow(file);
    expect(await running.look(++now)).toBeNull();
    await grow(3);
    expect(await running.look(++now)).toBeNull();
    expect(await file.read()).toMatchObject({ head: { size: 3 }, restoration: null });
    expect(await look(file)).toBeNull();
    expect(await restorations()).toBe(0);
  });

  it('records a log that is shorter than it was, at the next start, once', async () => {
    const file = newFile();
    await file.keep({ head: { origin: 'localhost:8400/log', size: 99, root: 'a root' }, restoration: null });
    const found = await look(file);
    expect(found).toMatchObject({ why: 'behind', found_size: 3, known_size: 99, decided_at: null });
    expect(await look(file)).toBeNull();
    expect(await restorations()).toBe(1);
    await grow();
    expect(await look(file)).toBeNull();
  });

  it('records a log that was put back while the server runs', async () => {
    const file = newFile();
    const head = await sizeNow();
    await file.keep({ head: null, restoration: null });
    const running = follow(file);
    await running.look(++now);
    await grow(2);
    expect(await running.look(++now)).toBeNull();
    await putBack(head);
    expect(await running.look(++now)).toMatchObject({ why: 'behind', found_size: head, known_size: head + 2 });
    expect(await running.look(++now)).toBeNull();
  });

  it('does not record what another server has recorded', async () => {
    const before = await restorations();
    const one = newFile();
    const known = { origin: 'localhost:8400/log', size: 99, root: 'a root' };
    const newest = await world.deps.store.read((tx) =>
      tx.q.selectFrom('restoration').select('id').orderBy('at').execute(),
    );
    await one.keep({ head: known, restoration: newest.at(0)?.id ?? null });
    expect(await look(one)).toBeNull();
    expect(await restorations()).toBe(before);
  });

  it.each([1, 2, 3, 4, 5])('is recorded once by servers that find it at the same moment (%i)', async () => {
    const before = await restorations();
    const newest = await world.deps.store.read((tx) =>
      tx.q.selectFrom('restoration').select('id').orderBy('id', 'desc').executeTakeFirst(),
    );
    const files = [newFile(), newFile(), newFile()];
    const head = { origin: 'localhost:8400/log', size: 999, root: 'a root' };
    for (const file of files) await file.keep({ head, restoration: newest?.id ?? null });
    now++;
    // Each with a connection that is open already, so that none is ahead.
    await Promise.all(
      files.map(() => world.deps.store.read(async (tx) => tx.q.selectFrom('fact').selectAll().execute())),
    );
    const found = await Promise.all(files.map((file) => follow(file).look(now)));
    expect(found.filter((row) => row !== null)).toHaveLength(1);
    expect(await restorations()).toBe(before + 1);
  });

  it('says once when it can keep nothing, and goes on looking', async () => {
    const nowhere = join(folder, `nowhere-${world.deps.store.dialect}`);
    symlinkSync(join(folder, 'not', 'there'), nowhere);
    const running = follow(openAnchorFile(join(nowhere, 'anchor')));
    faults.length = 0;
    const before = await sizeNow();
    for (let time = 0; time < 3; time++) {
      await running.look(++now);
      await grow();
    }
    expect(faults).toHaveLength(1);
    await putBack(before);
    expect(await running.look(++now)).toMatchObject({ why: 'behind' });
  });
});
