// A process with a limit on the size of its files: it writes until SQLite cannot, says so, and on a word writes on.
// The store stays open all the while.

import { spend } from '../../packages/server/src/storage/spent.ts';
import { StorageUnavailable } from '../../packages/server/src/storage/store.ts';
import { TEST_TIME } from './clock.ts';
import { openStore } from './open-store.ts';

export type GrowingWriterMessage =
  | { readonly is: 'full'; readonly acknowledged: number; readonly unavailable: boolean; readonly error: string }
  | { readonly is: 'written' };

const WRITES_MAX = 20_000;
const store = openStore({ dialect: 'sqlite', file: process.argv[2] ?? '' });
const write = (id: string) => store.write((tx) => spend(tx, id, TEST_TIME));

async function fill(): Promise<GrowingWriterMessage> {
  for (let acknowledged = 0; acknowledged < WRITES_MAX; acknowledged++) {
    try {
      await write(`filling-${acknowledged}`);
    } catch (error) {
      const unavailable = error instanceof StorageUnavailable;
      return { is: 'full', acknowledged, unavailable, error: String(error) };
    }
  }
  throw new Error('the limit on file sizes was never met');
}

process.once('message', async () => {
  await write('after the room came back');
  await store.close();
  process.send?.({ is: 'written' });
});
process.send?.(await fill());
