// The log of webhook deliveries, and an outbox row that is opened again, on both databases.

import { expect, test } from 'vitest';
import { addWebhook } from '../../packages/server/src/app/webhook/add.ts';
import { listDeliveries } from '../../packages/server/src/app/webhook/list-deliveries.ts';
import { replayWebhook } from '../../packages/server/src/app/webhook/replay.ts';
import { type AlertId, makeId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { finishOutbox, insertOutbox, reopenOutbox } from '../../packages/server/src/storage/outbox.ts';
import { makeAccount, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { deliverWebhooks } from '../support/deliver-webhooks.ts';
import { makeDeps } from '../support/deps.ts';
import { claimMail, MAIL_ROW } from '../support/outbox-rows.ts';
import { describeOnBoth } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';

describeOnBoth('webhook deliveries', (database) => {
  test('are recorded with their event, and one sent again keeps its id and is recorded too', async () => {
    const deps = makeDeps(database.store);
    const caller = await signIn(deps, await makeAccount(deps));
    const input = { name: 'Pager', url: 'http://127.0.0.1:1/hook' };
    const { webhook } = factsOf(await addWebhook(deps, caller, 'account', input));
    const webhookId = webhook.id;
    await deliverWebhooks(deps, () => TEST_TIME);
    const log = async () => factsOf(await listDeliveries(deps, caller, 'account', { webhookId })).deliveries;
    const [first] = await log();
    if (!first) throw new Error('the attempt was written down');
    expect(first).toMatchObject({ type: 'holdfast.webhook.add', attempt: 1, status: null, at: TEST_TIME });
    factsOf(await replayWebhook(deps, caller, 'account', { webhookId, messageId: first.messageId }));
    await deliverWebhooks(deps, () => TEST_TIME + 1);
    expect((await log()).map(({ messageId, attempt }) => [messageId, attempt])).toEqual([
      [first.messageId, 1],
      [first.messageId, 1],
    ]);
  });

  test('an outbox row is opened again once it is over, and stays with the worker that is at it', async () => {
    const { store } = database;
    await store.write((tx) => tx.q.deleteFrom('outbox').execute());
    const id: AlertId = makeId('alrt', systemRandom.bytes(16));
    const row = { id, channel: 'mail', rank: 1, payload_sealed: 'again' } as const;
    const reopen = () => store.write((tx) => reopenOutbox(tx, row, TEST_TIME));
    expect(await reopen()).toBe(false);
    await store.write(async (tx) => insertOutbox(tx, { ...MAIL_ROW, id }));
    const claim = async () => (await store.write((tx) => claimMail(tx, TEST_TIME, 5))).length;
    expect(await claim()).toBe(1);
    expect([await reopen(), await claim()]).toEqual([true, 0]);
    await store.write((tx) => finishOutbox(tx, id, TEST_TIME));
    expect([await reopen(), await claim()]).toEqual([true, 1]);
    const found = await store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(found).toMatchObject([{ id, payload_sealed: 'again', done_at: null, attempts: 1, rank: 1 }]);
  });
});
