// Finds the browsers of an account that get notifications, and shows one as its holder may see it.

import type { AccountId, ChannelId } from '../../domain/id.ts';
import type { PushKeys } from '../../platform/push-message.ts';
import { findChannel, listChannels } from '../../storage/alert-channel.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import type { Tx } from '../../storage/store.ts';

/** Where a browser is reached, as `target_sealed` holds it. */
export interface PushTarget {
  readonly endpoint: string;
  readonly keys: PushKeys;
}

export interface BrowserView {
  readonly id: ChannelId;
  /** 'Firefox on Linux'. */
  readonly name: string;
  readonly state: 'live' | 'paused' | 'gone';
  /** It is the one that the session is in. */
  readonly thisBrowser: boolean;
  readonly createdAt: number;
  readonly failingSince: number | null;
  readonly lastOkAt: number | null;
  readonly lastError: string | null;
}

/** Oldest first. */
export async function listBrowserRows(tx: Tx, accountId: AccountId): Promise<readonly AlertChannelRow[]> {
  return (await listChannels(tx, accountId)).filter((row) => row.kind === 'push');
}

/** Null where there is none, it is somebody else's, or it is not a browser's: nobody can tell which. */
export async function findBrowser(tx: Tx, accountId: AccountId, id: ChannelId): Promise<AlertChannelRow | null> {
  const row = await findChannel(tx, id);
  return row && row.kind === 'push' && row.account_id === accountId ? row : null;
}

export const viewBrowser = (row: AlertChannelRow, deviceHash: string | null): BrowserView => ({
  id: row.id,
  name: row.label,
  state: row.state,
  thisBrowser: deviceHash !== null && row.device_hash === deviceHash,
  createdAt: row.created_at,
  failingSince: row.failing_since,
  lastOkAt: row.last_ok_at,
  lastError: row.last_error,
});
