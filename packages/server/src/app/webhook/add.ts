// webhook.add and platform-webhook.add: from now on alerts are sent there too. The secret is in this one answer.

import { type Decision, refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import type { WebhookFault } from '../../domain/refusal.ts';
import type { WebhookSends } from '../../domain/webhook/stream-body.ts';
import { decideWebhookAddition, readWebhookUrl, type WebhookOwner } from '../../domain/webhook/webhook.ts';
import { type Outbound, OutboundError } from '../../platform/outbound.ts';
import { makeWebhookSecret } from '../../platform/webhook-signature.ts';
import { findChannel, insertChannel } from '../../storage/alert-channel.ts';
import { insertStream } from '../../storage/audit-stream.ts';
import { findHead } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { countAddition } from '../outbox/count-addition.ts';
import { CHANNEL_PURPOSE } from '../outbox/open-alert.ts';
import { hostKeyOfUrl } from '../outbox/receiver-host.ts';
import { listWebhookRows, ownerIdOf, sealSecrets, urlOf } from './find-webhook.ts';
import { viewWebhook, type WebhookView } from './view-webhook.ts';
import { webhookOperation } from './webhook-operation.ts';

const VET_SECONDS_MAX = 5;

export interface AddedWebhook {
  readonly webhook: WebhookView;
  /** `whsec_…`, as receivers' libraries take it. */
  readonly secret: string;
}

export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  /** What it is sent; only the platform's are sent anything but alerts. */
  readonly sends?: WebhookSends | undefined;
  /** Where in the log a stream of events begins. */
  readonly startsAt?: 'now' | 'beginning' | undefined;
}

export async function addWebhook(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: NewWebhook,
): Promise<Decision<AddedWebhook>> {
  const operation = webhookOperation(owner, 'add');
  const over = await countAddition(deps, caller, 'webhook-add.account');
  if (over) return operate(deps, caller, operation, async () => refuse(over));
  const url = readWebhookUrl(input.url);
  // Asked before the transaction, in which nothing waits for the network.
  const fault = url === null ? 'webhook-url' : await vet(deps.outbound, url);
  return operate(deps, caller, operation, async ({ tx, account, now }) => {
    const ownerId = ownerIdOf(owner, account.id);
    const existing = (await listWebhookRows(tx, ownerId)).map((row) => ({ url: urlOf(deps, row) }));
    const decision = decideWebhookAddition(owner, existing, { url, fault });
    if (!decision.allowed) return decision;
    const sends = owner === 'platform' ? (input.sends ?? 'alerts') : 'alerts';
    const id = makeId('chan', deps.random.bytes(16));
    const secret = makeWebhookSecret(deps.random);
    await insertChannel(tx, {
      id,
      account_id: ownerId,
      kind: 'webhook',
      label: input.name,
      target_key: `webhook:${deps.keyRing.mac(CHANNEL_PURPOSE, decision.facts.url)?.toString('base64url')}`,
      target_sealed: deps.keyRing.seal(CHANNEL_PURPOSE, decision.facts.url),
      secret_sealed: sealSecrets(deps, { current: secret, previous: null }),
      created_at: now,
      sends,
      host_key: hostKeyOfUrl(deps, decision.facts.url),
    });
    if (sends !== 'alerts') await insertStream(tx, id, await startOf(tx, input.startsAt));
    const row = await findChannel(tx, id);
    if (!row) throw new Error('the webhook that was just added is there');
    return done({ webhook: await viewWebhook(deps, tx, row, now), secret }, { subject: input.name });
  });
}

const startOf = async (tx: Tx, startsAt: NewWebhook['startsAt']): Promise<number> =>
  startsAt === 'beginning' ? 0 : ((await findHead(tx))?.size ?? 0);

/** Why it would never be asked. A name without an address and one in our network read alike: neither says what is there. */
async function vet(outbound: Outbound, url: string): Promise<WebhookFault | null> {
  try {
    await outbound.vet(url, VET_SECONDS_MAX);
    return null;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return error.fault === 'url' ? 'webhook-url' : 'webhook-address';
  }
}
