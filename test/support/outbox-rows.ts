// Rows of the outbox as the tests of claiming put them there, and a worker's claim.

import type { OutboxChannel } from '../../packages/server/src/domain/alert/channel.ts';
import type { ChannelId } from '../../packages/server/src/domain/id.ts';
import { claimOutbox, type NewOutboxRow } from '../../packages/server/src/storage/outbox.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import type { OutboxRow } from '../../packages/server/src/storage/tables.ts';
import { TEST_TIME } from './clock.ts';

export const LEASE_MS = 60_000;

export const MAIL_ROW: Omit<NewOutboxRow, 'id'> = {
  account_id: null,
  channel: 'mail',
  channel_id: null,
  rank: 0,
  event_id: null,
  created_at: TEST_TIME,
  payload_sealed: 'sealed',
};

export const claimMail = (tx: Tx, now: number, countMax: number): Promise<readonly OutboxRow[]> =>
  claimFor(tx, 'mail', now, countMax, countMax);

export const claimFor = (
  tx: Tx,
  channel: OutboxChannel,
  now: number,
  countMax: number,
  perTargetMax: number,
  busy: ReadonlyMap<ChannelId, number> = new Map(),
): Promise<readonly OutboxRow[]> => claimOutbox(tx, { channel, now, leaseMs: LEASE_MS, countMax, perTargetMax, busy });
