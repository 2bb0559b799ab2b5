// Delivers webhooks: signs the alert, posts it through the one outbound client, and notes how that went.

import type { AccountId } from '../../domain/id.ts';
import { makeOrderedId } from '../../domain/id.ts';
import { judgeAttempt, signingSecrets } from '../../domain/webhook/webhook.ts';
import { makeWebhookBody } from '../../domain/webhook/webhook-body.ts';
import { OutboundError } from '../../platform/outbound.ts';
import { signWebhook } from '../../platform/webhook-signature.ts';
import { listOperatorIds, loadAccount } from '../../storage/account.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import type { Tx } from '../../storage/store.ts';
import type { AlertChannelRow, OutboxRow } from '../../storage/tables.ts';
import { insertWebhookDelivery } from '../../storage/webhook-delivery.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';
import { secretsOf } from '../webhook/find-webhook.ts';
import { webhookOperation } from '../webhook/webhook-operation.ts';
import { type Deliverer, Undeliverable } from './deliverer.ts';
import { type OpenedAlert, openAlert } from './open-alert.ts';

/** "Somewhere between 15 and 30s" (Standard Webhooks, "Request timeouts"). */
export const ANSWER_SECONDS_MAX = 15;

interface Attempt {
  readonly status: number | null;
  /** Null when it was delivered. */
  readonly error: string | null;
}

export const webhookDeliverer = (deps: Deps, now: () => number): Deliverer => ({
  channel: 'webhook',
  concurrencyMax: 32,
  perTargetMax: 2,
  // The answer's time, and room to write down how it went.
  secondsMax: ANSWER_SECONDS_MAX + 15,
  deliver: async (row, startedAt) => {
    const opened = await openAlert(deps, row);
    const attempt = await post(deps, row, opened, startedAt);
    const endedAt = now();
    const verdict = judgeAttempt(attempt.status, opened.channel, endedAt);
    await deps.store.write(async (tx) => {
      await insertWebhookDelivery(tx, {
        id: makeOrderedId('dlvr', endedAt, deps.random.bytes(16)),
        channel_id: opened.channel.id,
        message_id: row.id,
        event_id: opened.alert.id,
        at: startedAt,
        attempt: row.attempts,
        status: attempt.status,
        duration_ms: Math.max(0, endedAt - startedAt),
        error: attempt.error,
      });
      if (verdict === 'gone' || verdict === 'paused') await turnOff(deps, tx, opened.channel, verdict, endedAt);
    });
    if (verdict === 'delivered') return;
    deps.wakeOutbox();
    if (verdict === 'failed') throw new Error(attempt.error ?? '');
    throw new Undeliverable(attempt.error ?? '');
  },
});

async function post(
  deps: Deps,
  row: OutboxRow,
  { channel, target, alert }: OpenedAlert,
  now: number,
): Promise<Attempt> {
  const body = JSON.stringify(makeWebhookBody(alert));
  // The attempt's own time: receivers refuse old ones, since those may be replayed by somebody else.
  const content = { id: row.id, timestamp: Math.floor(now / 1000), body };
  const headers = signWebhook(content, signingSecrets(secretsOf(deps, channel), now));
  try {
    const { status } = await deps.outbound.request(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      bytesMax: 0,
      secondsMax: ANSWER_SECONDS_MAX,
      headOnly: true,
    });
    return { status, error: status >= 200 && status < 300 ? null : `the server answered ${status}` };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { status: null, error: error.message };
  }
}

/** Nothing is sent there any more, and whoever set it up is told on every other way: once. */
async function turnOff(
  deps: Deps,
  tx: Tx,
  channel: AlertChannelRow,
  state: 'gone' | 'paused',
  now: number,
): Promise<void> {
  if (!(await setChannelState(tx, channel.id, state))) return;
  const { account_id: accountId, label } = channel;
  const operation = webhookOperation(accountId === null ? 'platform' : 'account', state);
  const told: readonly AccountId[] = accountId === null ? await listOperatorIds(tx) : [accountId];
  for (const id of told) {
    const account = await loadAccount(tx, id);
    if (account) await recordBySystem(deps, tx, now, operation, account, { subject: label });
  }
}
