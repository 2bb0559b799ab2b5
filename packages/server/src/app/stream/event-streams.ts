// Sends the whole log to the platform's webhooks that asked for it, batch after batch in the order of the log. At least
// once: a stream moves on only when its batch has arrived, and what did not arrive goes out again as it was.
//
// Each stream has one batch under way, whichever process sends it; a slow receiver holds up no other.

import { retryDelayMs } from '../../domain/alert/back-off.ts';
import { makeStreamBody } from '../../domain/webhook/stream-body.ts';
import { judgeAttempt } from '../../domain/webhook/webhook.ts';
import { findChannel, markChannelFailing, markChannelOk } from '../../storage/alert-channel.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import { type ClaimedBatch, claimBatches, holdBatch, passBatch, STREAM_DUE } from '../../storage/audit-stream.ts';
import { findHead, listEntries } from '../../storage/log.ts';
import { tellSealed } from '../audit/tell-sealed.ts';
import { believedTime } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { ANSWER_SECONDS_MAX, type PostAttempt, postSigned } from '../outbox/post-signed.ts';
import { secretsOf, urlOf } from '../webhook/find-webhook.ts';
import { turnOffWebhook } from '../webhook/turn-off.ts';

/** Some hundred kilobytes. */
const BATCH = 250;
/** The answer's time, and room to write down how it went. */
const LEASE_MS = (ANSWER_SECONDS_MAX + 15) * 1000;
/** A SIEM that is back is told soon: it has the whole log to catch up with. */
const RETRY_MS_MAX = 5 * 60_000;

export interface StreamOptions {
  readonly deps: Deps;
  readonly now: () => number;
  /** A batch ended: there may be another. */
  readonly onEnd?: () => void;
  /** How a batch ended could not be written down; it happens again after the lease. */
  readonly onFault: (error: unknown) => void;
}

export class EventStreams {
  readonly #options: StreamOptions;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Claims every stream that has something to send, and starts its batch. @returns how many were started. */
  async start(): Promise<number> {
    const { deps, now, onEnd, onFault } = this.#options;
    if ((await deps.store.one(STREAM_DUE, [now(), now()])) === undefined) return 0;
    const claim = { now: now(), leaseMs: LEASE_MS, countMax: BATCH };
    const batches = await deps.store.write((tx) => claimBatches(tx, claim));
    for (const batch of batches) {
      const sending = this.#send(batch)
        .catch(onFault)
        .then(() => {
          this.#underWay.delete(sending);
          onEnd?.();
        });
      this.#underWay.add(sending);
    }
    return batches.length;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #send(batch: ClaimedBatch): Promise<void> {
    const { deps, now } = this.#options;
    const channel = await deps.store.read((tx) => findChannel(tx, batch.channel_id));
    if (channel === null || channel.state !== 'live') return;
    const attempt = await this.#post(channel, batch);
    const at = now();
    await deps.store.write(async (tx) => {
      const verdict = judgeAttempt(attempt.status, channel, await believedTime(deps, tx, at));
      if (verdict === 'delivered') {
        await markChannelOk(tx, channel.id, at);
        await passBatch(tx, batch);
        return;
      }
      await markChannelFailing(tx, channel.id, attempt.error ?? '', at);
      const own = Math.min(RETRY_MS_MAX, retryDelayMs(batch.attempts, 0));
      const asked = Math.min(RETRY_MS_MAX, (attempt.notBefore ?? at) - at);
      await holdBatch(tx, batch, at + Math.max(own, asked));
      if (verdict !== 'failed') await turnOffWebhook(deps, tx, channel, verdict, at);
    });
  }

  async #post(channel: AlertChannelRow, batch: ClaimedBatch): Promise<PostAttempt> {
    const { deps, now } = this.#options;
    const { sends } = channel;
    if (sends === 'alerts') throw new Error('a stream sends events');
    const { position: from, batch_end: to } = batch;
    const { origin, events } = await deps.store.read(async (tx) => {
      const entries = await listEntries(tx, from, to - from);
      const head = await findHead(tx);
      return { origin: head?.origin ?? '', events: entries.flatMap(({ event }) => (event ? [tellSealed(event)] : [])) };
    });
    return postSigned(
      deps,
      {
        url: urlOf(deps, channel),
        secrets: secretsOf(deps, channel),
        id: `${channel.id}-${from}-${to}`,
        body: JSON.stringify(makeStreamBody({ origin, sends, from, to, events })),
      },
      now(),
    );
  }
}
