// Turns a webhook off whose server is gone or failed for too long: nothing is sent there any more, and whoever set it up is
// told on every other way, once.

import type { AccountId } from '../../domain/id.ts';
import { listOperatorIds, loadAccount } from '../../storage/account.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';
import { webhookOperation } from './webhook-operation.ts';

export async function turnOffWebhook(
  deps: Deps,
  tx: Tx,
  channel: AlertChannelRow,
  state: 'gone' | 'paused',
  now: number,
): Promise<void> {
  if (!(await setChannelState(tx, channel.id, state))) return;
  const { account_id: accountId, label } = channel;
  const operation = webhookOperation(accountId === null ? 'platform' : 'account', state);
  const told: readonly AccountId[] = accountId === null ? await listOperatorIds(tx) : [accountId];
  for (const id of told) {
    const account = await loadAccount(tx, id);
    if (account) await recordBySystem(deps, tx, now, operation, account, { subject: label });
  }
}
