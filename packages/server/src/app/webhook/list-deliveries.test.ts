// The attempts of one webhook: newest first, in pages, for its owner alone.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { type EventId, makeId, makeOrderedId } from '../../domain/id.ts';
import { removePast } from '../../storage/retention.ts';
import { insertWebhookDelivery } from '../../storage/webhook-delivery.ts';
import { addWebhook } from './add.ts';
import { listDeliveries } from './list-deliveries.ts';

describeUseCase('the deliveries of a webhook', (world) => {
  it('are listed newest first and in pages, for thirty days, to its owner and nobody else', async () => {
    const { deps } = world;
    const account = await makeAccount(deps);
    const caller = await signIn(deps, account);
    const added = await addWebhook(deps, caller, 'account', { name: 'Pager', url: 'http://127.0.0.1:9/' });
    const webhookId = factsOf(added).webhook.id;
    const bytes = () => deps.random.bytes(16);
    await deps.store.write(async (tx) => {
      const event = await tx.q
        .selectFrom('audit_event')
        .select('id')
        .where('account_id', '=', account.id)
        .executeTakeFirstOrThrow();
      for (let attempt = 1; attempt <= 60; attempt++) {
        const at = TEST_TIME + attempt;
        await insertWebhookDelivery(tx, {
          id: makeOrderedId('dlvr', at, bytes()),
          channel_id: webhookId,
          message_id: makeId('alrt', bytes()),
          event_id: event.id as EventId,
          at,
          attempt,
          status: 500,
          duration_ms: 3,
          error: 'x'.repeat(400),
        });
      }
    });
    const first = factsOf(await listDeliveries(deps, caller, 'account', { webhookId }));
    expect(first.deliveries.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 50 }, (_, at) => 60 - at));
    expect(first.deliveries[0]).toMatchObject({
      type: 'holdfast.webhook.add',
      delivered: false,
      error: 'x'.repeat(300),
    });
    const before = first.next ?? undefined;
    const second = factsOf(await listDeliveries(deps, caller, 'account', { webhookId, before }));
    expect(second.deliveries.map(({ attempt }) => attempt)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(second.next).toBeNull();
    const stranger = await signIn(deps, await makeAccount(deps));
    expect(await listDeliveries(deps, stranger, 'account', { webhookId })).toEqual(refuse({ tag: 'not-found' }));
    await deps.store.write((tx) => removePast(tx, 'webhook-log', TEST_TIME + 58, '', 100));
    const kept = factsOf(await listDeliveries(deps, caller, 'account', { webhookId }));
    expect(kept.deliveries.map(({ attempt }) => attempt)).toEqual([60, 59, 58]);
  });
});
