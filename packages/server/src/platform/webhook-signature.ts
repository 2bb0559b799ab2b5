// Signs webhooks as Standard Webhooks 1.0 lays down ("Signature scheme", "Webhook headers"), symmetric scheme `v1`.

import { createHmac } from 'node:crypto';
import type { Random } from './random.ts';

/** "At least 24 bytes (192 bits, 512 maximum)". */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

export interface SignedContent {
  /** The same at every attempt; without a full stop, which would let one content pass for another. */
  readonly id: string;
  /** Of this attempt, in seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** A new secret as receivers are given it: `whsec_` and 32 random bytes in base64. */
export const makeWebhookSecret = (random: Random): string =>
  `${PREFIX}${Buffer.from(random.bytes(SECRET_BYTES)).toString('base64')}`;

/**
 * The three headers of an attempt, with one signature for each secret: while a secret is being replaced the receiver may
 * know either.
 */
export function signWebhook(
  { id, timestamp, body }: SignedContent,
  secrets: readonly string[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  if (id.includes('.')) throw new Error('a webhook’s id has no full stop');
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
