// A process that alerts somebody again and again and delivers what waits, until it is killed.

import { Lane } from '../../packages/server/src/app/outbox/deliver.ts';
import { mailDeliverer } from '../../packages/server/src/app/outbox/deliver-mail.ts';
import { record } from '../../packages/server/src/app/record.ts';
import type { EventId } from '../../packages/server/src/domain/id.ts';
import { smtpMailer } from '../../packages/server/src/platform/mail.ts';
import { type MadeAccount, makeCaller } from './accounts.ts';
import { makeDeps } from './deps.ts';
import { type DatabaseAddress, openStore } from './open-store.ts';

/** What it is told on its command line, as JSON. */
export interface AlertWorkerJob {
  readonly address: DatabaseAddress;
  readonly smtpUrl: string;
  readonly account: Pick<MadeAccount, 'id' | 'email' | 'tier'>;
  readonly now: number;
  /** Only delivers what is there. */
  readonly writes: boolean;
}

/** What it says: an alert was committed, or nothing is left to deliver. */
export type AlertWorkerWord = { readonly committed: EventId } | { readonly drained: number };

const { address, smtpUrl, account, now, writes } = JSON.parse(process.argv[2] ?? '') as AlertWorkerJob;
const say = (word: AlertWorkerWord): void => void process.send?.(word);
const deps = makeDeps(openStore(address));
const mailer = smtpMailer({ url: smtpUrl, from: 'Holdfast <security@holdfast.example>' });
const lane = new Lane({
  deps,
  deliverer: mailDeliverer(deps, mailer),
  now: () => now,
  onFault: (error) => {
    throw error;
  },
});

async function write(): Promise<never> {
  for (;;) {
    const committed = await deps.store.write((tx) =>
      record(deps, tx, { ...makeCaller(), now }, 'password.set', account, { done: true }),
    );
    say({ committed });
  }
}

let count = 0;
async function drain(): Promise<void> {
  for (let started = await lane.start(); started > 0; started = await lane.start()) {
    count += started;
    await lane.settled();
  }
}

if (writes) {
  write().catch(() => process.exit(1));
  for (;;) {
    await drain();
    await new Promise((turn) => setTimeout(turn, 5));
  }
}
await drain();
say({ drained: count });
process.disconnect();
process.exit();
