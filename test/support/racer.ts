// A process that races against others over one database: it stands ready, starts on a word, and says how it went.

import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import { removeCredential } from '../../packages/server/src/app/credential/remove.ts';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { record } from '../../packages/server/src/app/record.ts';
import type { CredentialId } from '../../packages/server/src/domain/id.ts';
import { migrate } from '../../packages/server/src/storage/migrate.ts';
import { makeCaller } from './accounts.ts';
import { TEST_TIME } from './clock.ts';
import { makeDeps } from './deps.ts';
import { takeOnce } from './one-time-things.ts';
import { type DatabaseAddress, openStore } from './open-store.ts';
import { claimMail } from './outbox-rows.ts';

export type RacerJob = { readonly address: DatabaseAddress } & (
  | { readonly do: 'migrate' }
  | { readonly do: 'take'; readonly thing: string; readonly handle: unknown; readonly times: number }
  | { readonly do: 'remove-keys'; readonly caller: SignedInCaller; readonly ids: readonly CredentialId[] }
  | { readonly do: 'claim-outbox'; readonly batch: number }
  | { readonly do: 'seal'; readonly batches: number }
);

export type RacerMessage =
  | { readonly is: 'ready' }
  | { readonly is: 'done'; readonly result: unknown }
  | { readonly is: 'failed'; readonly error: string };

const job = JSON.parse(process.argv[2] ?? '') as RacerJob;

/** Claims batches until nothing is due. */
async function claimAll(deps: ReturnType<typeof makeDeps>, batch: number): Promise<string[]> {
  const claimed: string[] = [];
  for (;;) {
    const rows = await deps.store.write((tx) => claimMail(tx, TEST_TIME, batch));
    if (rows.length === 0) return claimed;
    claimed.push(...rows.map((row) => row.id));
  }
}

/** Writes events and seals batches in turn; how many this process sealed. */
async function sealAll(deps: ReturnType<typeof makeDeps>, batches: number): Promise<number> {
  let sealed = 0;
  for (let batch = 0; batch < batches; batch++) {
    const write = () =>
      deps.store.write((tx) => record(deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}));
    await Promise.all(Array.from({ length: 5 }, write));
    sealed += await sealEvents(deps, TEST_TIME);
  }
  return sealed;
}

async function run(): Promise<unknown> {
  // Migrating starts from nothing, opening included: that is when servers which start together meet.
  const store = openStore(job.address);
  const deps = makeDeps(store);
  try {
    switch (job.do) {
      case 'migrate':
        return await migrate(store, TEST_TIME);
      case 'take':
        return await Promise.all(Array.from({ length: job.times }, () => takeOnce(deps, job.thing, job.handle)));
      case 'remove-keys': {
        // What came as text has lost its functions.
        const caller = { ...makeCaller(), ...job.caller };
        return await Promise.all(job.ids.map((credentialId) => removeCredential(deps, caller, { credentialId })));
      }
      case 'claim-outbox':
        return await claimAll(deps, job.batch);
      case 'seal':
        return await sealAll(deps, job.batches);
    }
  } finally {
    await store.close();
  }
}

const say = (message: RacerMessage): void => {
  process.send?.(message);
};

process.once('message', () => {
  run().then(
    (result) => say({ is: 'done', result }),
    (error: Error) => say({ is: 'failed', error: error.stack ?? String(error) }),
  );
});
say({ is: 'ready' });
