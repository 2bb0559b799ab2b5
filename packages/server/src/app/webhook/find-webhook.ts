// Finds webhooks of one owner, and opens what is sealed of them.

import type { AccountId, ChannelId } from '../../domain/id.ts';
import type { WebhookOwner, WebhookSecrets } from '../../domain/webhook/webhook.ts';
import { findChannel, listChannels } from '../../storage/alert-channel.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { CHANNEL_PURPOSE } from '../outbox/open-alert.ts';

type Keyed = Pick<Deps, 'keyRing'>;

/** Whose row it is: an account's, or null for the platform's. */
export const ownerIdOf = (owner: WebhookOwner, accountId: AccountId): AccountId | null =>
  owner === 'account' ? accountId : null;

/** Oldest first. */
export async function listWebhookRows(tx: Tx, ownerId: AccountId | null): Promise<readonly AlertChannelRow[]> {
  return (await listChannels(tx, ownerId)).filter((row) => row.kind === 'webhook');
}

/** Null where there is none, it is somebody else's, or it is not a webhook's: nobody can tell which. */
export async function findWebhook(tx: Tx, ownerId: AccountId | null, id: ChannelId): Promise<AlertChannelRow | null> {
  const row = await findChannel(tx, id);
  return row && row.kind === 'webhook' && row.account_id === ownerId ? row : null;
}

/** @throws when it was sealed under a secret that is gone. */
export function urlOf({ keyRing }: Keyed, row: AlertChannelRow): string {
  const url = keyRing.open(CHANNEL_PURPOSE, row.target_sealed)?.toString('utf8');
  if (url === undefined) throw new Error('sealed under a secret that is gone');
  return url;
}

/** @throws when they were sealed under a secret that is gone. */
export function secretsOf({ keyRing }: Keyed, row: AlertChannelRow): WebhookSecrets {
  const text = keyRing.open(CHANNEL_PURPOSE, row.secret_sealed ?? '')?.toString('utf8');
  if (text === undefined) throw new Error('sealed under a secret that is gone');
  return JSON.parse(text) as WebhookSecrets;
}

export const sealSecrets = ({ keyRing }: Keyed, secrets: WebhookSecrets): string =>
  keyRing.seal(CHANNEL_PURPOSE, JSON.stringify(secrets));
