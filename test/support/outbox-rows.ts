// Rows of the outbox as the tests of claiming put them there, and a worker's claim.

import type { OutboxChannel } from '../../packages/server/src/domain/alert/channel.ts';
import type { LaneLimits } from '../../packages/server/src/domain/alert/lane.ts';
import type { NewOutboxRow } from '../../packages/server/src/storage/outbox.ts';
import { type ClaimedRow, claimOutbox } from '../../packages/server/src/storage/outbox-claim.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
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

const WIDE: LaneLimits = {
  places: 100,
  perTurn: 100,
  perOwner: 100,
  perTarget: 100,
  perHost: { proven: 100, doubtful: 100 },
};

export const claimMail = (tx: Tx, now: number, countMax: number): Promise<readonly ClaimedRow[]> =>
  claimFor(tx, 'mail', now, { places: countMax });

/** As a process with nothing under way claims; without limits where none are given. */
export const claimFor = async (
  tx: Tx,
  channel: OutboxChannel,
  now: number,
  limits: Partial<LaneLimits> = {},
): Promise<readonly ClaimedRow[]> =>
  (await claimOutbox(tx, { channel, now, leaseMs: LEASE_MS, limits: { ...WIDE, ...limits }, busy: [] })).rows;
