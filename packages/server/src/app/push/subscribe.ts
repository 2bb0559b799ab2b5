// push.subscribe: from now on the browser of this session is told of alerts, by notification.

import { type Decision, refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import { decideSubscription, readPushEndpoint } from '../../domain/push/push.ts';
import type { PushFault } from '../../domain/refusal.ts';
import { OutboundError } from '../../platform/outbound.ts';
import { arePushKeys, type PushKeys } from '../../platform/push-message.ts';
import { deleteChannel, findChannel, insertChannel } from '../../storage/alert-channel.ts';
import { findSessionDevice } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { countAddition } from '../outbox/count-addition.ts';
import { CHANNEL_PURPOSE } from '../outbox/open-alert.ts';
import { hostKeyOfUrl } from '../outbox/receiver-host.ts';
import { type BrowserView, listBrowserRows, type PushTarget, viewBrowser } from './find-browser.ts';

const VET_SECONDS_MAX = 5;

export async function subscribe(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly endpoint: string; readonly keys: PushKeys },
): Promise<Decision<{ readonly browser: BrowserView }>> {
  const over = await countAddition(deps, caller, 'push-add.account');
  if (over) return operate(deps, caller, 'push.subscribe', async () => refuse(over));
  const endpoint = readPushEndpoint(input.endpoint);
  // Asked before the transaction, in which nothing waits for the network.
  const fault = await faultOf(deps, endpoint, input.keys);
  return operate(deps, caller, 'push.subscribe', async ({ tx, account, session, now }) => {
    const device = await findSessionDevice(tx, session.id);
    const targetKey = `push:${deps.keyRing.mac(CHANNEL_PURPOSE, endpoint ?? '')?.toString('base64url')}`;
    const rows = await listBrowserRows(tx, account.id);
    // A browser has one subscription at a time: what it had before leads nowhere any more.
    const before = rows.filter(
      (row) => row.target_key === targetKey || (device !== null && row.device_hash === device),
    );
    const decision = decideSubscription(
      rows.filter((row) => !before.includes(row)),
      { endpoint, fault },
    );
    if (!decision.allowed) return decision;
    for (const row of before) await deleteChannel(tx, row.id);
    const target: PushTarget = { endpoint: decision.facts.endpoint, keys: input.keys };
    const id = makeId('chan', deps.random.bytes(16));
    const label = deps.describeUserAgent(caller.userAgent).name;
    await insertChannel(tx, {
      id,
      account_id: account.id,
      kind: 'push',
      label,
      target_key: targetKey,
      target_sealed: deps.keyRing.seal(CHANNEL_PURPOSE, JSON.stringify(target)),
      secret_sealed: null,
      created_at: now,
      device_hash: device,
      credential_id: session.credential_id,
      host_key: hostKeyOfUrl(deps, decision.facts.endpoint),
    });
    const row = await findChannel(tx, id);
    if (!row) throw new Error('the browser that was just added is there');
    return done({ browser: viewBrowser(row, device) }, { subject: label });
  });
}

/** Why it could never be told. A name without an address and one in our network read alike: neither says what is there. */
async function faultOf({ outbound }: Deps, endpoint: string | null, keys: PushKeys): Promise<PushFault | null> {
  if (endpoint === null) return 'push-endpoint';
  if (!arePushKeys(keys)) return 'push-key';
  try {
    await outbound.vet(endpoint, VET_SECONDS_MAX);
    return null;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return error.fault === 'url' ? 'push-endpoint' : 'push-address';
  }
}
