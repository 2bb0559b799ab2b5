// A process that is killed while it sends a stream of the log: the next one sends the same batch again, and then the rest.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { record } from '../../packages/server/src/app/record.ts';
import { EventStreams } from '../../packages/server/src/app/stream/event-streams.ts';
import { addWebhook } from '../../packages/server/src/app/webhook/add.ts';
import { makeAccount, makeCaller, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';
import type { StreamWorkerJob } from '../support/stream-worker.ts';
import { factsOf } from '../support/use-case.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const WORKER = fileURLToPath(new URL('../support/stream-worker.ts', import.meta.url));
/** How long a batch stays with the process that began it. */
const LEASE_MS = 30_000;

describeOnBoth('a process killed in the middle of a batch', (database) => {
  test('loses nothing: after its lease the same batch comes under the same id, and then the rest', async () => {
    const receiver = await startWebhookReceiver();
    const deps = makeDeps(database.store);
    try {
      const operator = await makeAccount(deps, { tier: 'advanced', role: 'operator' });
      const input = { name: 'SIEM', url: receiver.url, sends: 'events', startsAt: 'beginning' } as const;
      factsOf(await addWebhook(deps, await signIn(deps, operator), 'platform', input));
      await deps.store.write(async (tx) => {
        for (let index = 0; index < 300; index++) {
          await record(deps, tx, makeCaller(), 'sign-in.key', null, { done: true });
        }
      });
      for (let turn = 0; turn < 5; turn++) await sealEvents(deps, TEST_TIME);
      receiver.answer = () => {};
      const job = JSON.stringify({ address: database.address } satisfies StreamWorkerJob);
      const worker = fork(WORKER, [job], { execArgv: [] });
      await waitUntil(() => expect(receiver.received).toHaveLength(1));
      const exit = once(worker, 'exit');
      worker.kill('SIGKILL');
      await exit;
      receiver.answer = (response) => void response.writeHead(204).end();
      const send = async (now: number) => {
        const faults: unknown[] = [];
        const streams = new EventStreams({ deps, now: () => now, onFault: (error) => faults.push(error) });
        let count = 0;
        for (let started = await streams.start(); started > 0; started = await streams.start()) {
          count += started;
          await streams.settled();
        }
        expect(faults).toEqual([]);
        return count;
      };
      expect(await send(TEST_TIME + LEASE_MS - 1)).toBe(0);
      expect(await send(TEST_TIME + LEASE_MS)).toBe(2);
      const [first, second, third] = receiver.received;
      expect(second?.body).toBe(first?.body);
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
      expect(JSON.parse(third?.body ?? '').data).toMatchObject({ from: 250, to: 301 });
    } finally {
      await receiver.close();
    }
  }, 120_000);
});
