// Posts a signed body to somebody's server, through the one outbound client, and says what came of it.

import { parseRetryAfter } from '../../domain/alert/back-off.ts';
import type { LaneLimits } from '../../domain/alert/lane.ts';
import { signingSecrets, type WebhookSecrets } from '../../domain/webhook/webhook.ts';
import { OutboundError } from '../../platform/outbound.ts';
import { signWebhook } from '../../platform/webhook-signature.ts';
import type { Deps } from '../deps.ts';
import type { NotNowKind } from './deliverer.ts';

/** "Somewhere between 15 and 30s" (Standard Webhooks, "Request timeouts"). */
export const ANSWER_SECONDS_MAX = 15;
/** What is left to a host that lets everybody wait (domain/alert/host-rest.ts). */
export const HURRIED_SECONDS_MAX = 2;
/** Of webhooks, and of notifications: half a lane for one push service, four places for a host where nothing ever arrived. */
export const RECEIVER_LIMITS: LaneLimits = {
  places: 32,
  perTurn: 2,
  perOwner: 4,
  perTarget: 2,
  perHost: { proven: 16, doubtful: 4 },
};

export interface PostAttempt {
  readonly status: number | null;
  /** Null when it was delivered. */
  readonly error: string | null;
  /** The other end asked not to be tried before. */
  readonly notBefore: number | null;
  readonly kind: NotNowKind;
}

export interface SignedPost {
  readonly url: string;
  readonly secrets: WebhookSecrets;
  /** The `webhook-id`: the same at every attempt. */
  readonly id: string;
  readonly body: string;
  /** The whole attempt: name, connection, and the answer's headers. */
  readonly secondsMax?: number;
}

/** Never throws: what came in the way is part of the answer. */
export async function postSigned(
  { outbound }: Pick<Deps, 'outbound'>,
  { url, secrets, id, body, secondsMax = ANSWER_SECONDS_MAX }: SignedPost,
  now: number,
): Promise<PostAttempt> {
  // The attempt's own time: receivers refuse old ones, since those may be replayed by somebody else.
  const headers = signWebhook({ id, timestamp: Math.floor(now / 1000), body }, signingSecrets(secrets, now));
  try {
    const { status, headers: answered } = await outbound.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      bytesMax: 0,
      secondsMax,
      headOnly: true,
    });
    return {
      status,
      error: status >= 200 && status < 300 ? null : `the server answered ${status}`,
      notBefore: parseRetryAfter(answered['retry-after'], now),
      kind: 'answered',
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { status: null, error: error.message, notBefore: null, kind: kindOf(error) };
  }
}

export const kindOf = ({ fault }: OutboundError): NotNowKind =>
  fault === 'time' ? 'late' : fault === 'redirect' ? 'answered' : 'unreached';
