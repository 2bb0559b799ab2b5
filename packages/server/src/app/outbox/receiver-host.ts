// Whose server a channel leads to: its host's name, hashed, so that the deliveries to one host can be told from others.

import { setChannelHost } from '../../storage/alert-channel.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import type { Deps } from '../deps.ts';

/** Names of one host share it; the database says neither which host that is, nor whether two databases mean the same. */
export const hostKeyOfUrl = ({ keyRing }: Pick<Deps, 'keyRing'>, url: string): string | null =>
  URL.canParse(url) ? (keyRing.mac('receiver-host', new URL(url).hostname)?.toString('base64url') ?? null) : null;

/** Channels from before there were hosts get theirs with the first delivery since. */
export async function noteHost(
  deps: Pick<Deps, 'keyRing' | 'store'>,
  { id, host_key: known }: Pick<AlertChannelRow, 'id' | 'host_key'>,
  url: string,
): Promise<void> {
  const hostKey = known === null ? hostKeyOfUrl(deps, url) : null;
  if (hostKey !== null) await deps.store.write((tx) => setChannelHost(tx, id, hostKey));
}
