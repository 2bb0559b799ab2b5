// Alert channels as tests need them: put there by the storage functions, with a target of the test's choice.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { CHANNEL_PURPOSE } from '../../packages/server/src/app/outbox/open-alert.ts';
import type { ChannelKind } from '../../packages/server/src/domain/alert/channel.ts';
import { type AccountId, type ChannelId, makeId } from '../../packages/server/src/domain/id.ts';
import { insertChannel } from '../../packages/server/src/storage/alert-channel.ts';
import { TEST_TIME } from './clock.ts';

/** A live channel of an account, or with null of the platform. */
export async function makeChannel(
  deps: Deps,
  accountId: AccountId | null,
  asked: {
    readonly kind?: ChannelKind;
    readonly target?: string;
    readonly label?: string;
    readonly createdAt?: number;
  } = {},
): Promise<ChannelId> {
  const { kind = 'webhook', target = '{}', label = 'A channel', createdAt = TEST_TIME } = asked;
  const id = makeId('chan', deps.random.bytes(16));
  await deps.store.write((tx) =>
    insertChannel(tx, {
      id,
      account_id: accountId,
      kind,
      label,
      target_key: id,
      target_sealed: deps.keyRing.seal(CHANNEL_PURPOSE, target),
      secret_sealed: null,
      created_at: createdAt,
    }),
  );
  return id;
}
