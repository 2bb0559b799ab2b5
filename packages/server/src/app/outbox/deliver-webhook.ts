// Delivers webhooks: signs the alert, posts it through the one outbound client, and notes how that went.

import { makeOrderedId } from '../../domain/id.ts';
import { judgeAttempt } from '../../domain/webhook/webhook.ts';
import { makeWebhookBody } from '../../domain/webhook/webhook-body.ts';
import { insertWebhookDelivery } from '../../storage/webhook-delivery.ts';
import { believedTime } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { secretsOf } from '../webhook/find-webhook.ts';
import { turnOffWebhook } from '../webhook/turn-off.ts';
import { type Deliverer, NotNow, Undeliverable } from './deliverer.ts';
import { openAlert } from './open-alert.ts';
import { ANSWER_SECONDS_MAX, HURRIED_SECONDS_MAX, postSigned, RECEIVER_LIMITS } from './post-signed.ts';
import { noteHost } from './receiver-host.ts';

export const webhookDeliverer = (deps: Deps, now: () => number): Deliverer => ({
  channel: 'webhook',
  limits: RECEIVER_LIMITS,
  answerSecondsMax: { usual: ANSWER_SECONDS_MAX, hurried: HURRIED_SECONDS_MAX },
  // The answer's time, and room to write down how it went.
  secondsMax: ANSWER_SECONDS_MAX + 15,
  deliver: async (row, { now: startedAt, answerSecondsMax: secondsMax }) => {
    const opened = await openAlert(deps, row);
    const { channel, target: url, alert } = opened;
    await noteHost(deps, channel, url);
    const body = JSON.stringify(makeWebhookBody(alert));
    const post = { url, secrets: secretsOf(deps, channel), id: row.id, body, secondsMax };
    const attempt = await postSigned(deps, post, startedAt);
    const endedAt = now();
    const verdict = await deps.store.write(async (tx) => {
      const judged = judgeAttempt(attempt.status, opened.channel, await believedTime(deps, tx, endedAt));
      await insertWebhookDelivery(tx, {
        id: makeOrderedId('dlvr', endedAt, deps.random.rising(endedAt)),
        channel_id: opened.channel.id,
        message_id: row.id,
        event_id: opened.alert.id,
        at: startedAt,
        attempt: row.attempts,
        status: attempt.status,
        duration_ms: Math.max(0, endedAt - startedAt),
        error: attempt.error,
      });
      if (judged === 'gone' || judged === 'paused') await turnOffWebhook(deps, tx, opened.channel, judged, endedAt);
      return judged;
    });
    if (verdict === 'delivered') return;
    if (verdict === 'failed') throw new NotNow(attempt.error ?? '', attempt.notBefore, attempt.kind);
    throw new Undeliverable(attempt.error ?? '');
  },
});
