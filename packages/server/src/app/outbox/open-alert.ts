// Opens what waits for a push or webhook channel: the channel as it is now, its target, and the alert in words.

import { type AlertPayload, makeAlertPayload } from '../../domain/alert/alert-payload.ts';
import { CARRIES_ACTING_LINK } from '../../domain/alert/channel.ts';
import type { AccountId, EventId } from '../../domain/id.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import type { AlertChannelRow, OutboxRow } from '../../storage/alert-tables.ts';
import { DISOWN_MS, makeDisownLink } from '../alert/disown-link.ts';
import { ASK_MS, makeAskLink } from '../contact/ask-link.ts';
import type { Deps } from '../deps.ts';
import { plain } from '../mail/plain.ts';
import { OUTBOX_PURPOSE } from '../mail/send-mail.ts';
import { wordsOf } from '../mail/words-of.ts';
import { Undeliverable } from './deliverer.ts';
import type { QueuedAlert } from './queue-alert.ts';

/** What `target_sealed` and `secret_sealed` of a channel are sealed for. */
export const CHANNEL_PURPOSE = 'alert-channel';

export interface OpenedAlert {
  readonly channel: AlertChannelRow;
  /** As it was sealed: JSON of the channel kind's own making. */
  readonly target: string;
  readonly alert: AlertPayload;
}

/** @throws Undeliverable when the channel is no longer live, unless this is the last thing it hears. @throws Error when the secret it was sealed under is gone. */
export async function openAlert(deps: Deps, row: OutboxRow): Promise<OpenedAlert> {
  const { channel_id: id } = row;
  const channel = id === null ? null : await deps.store.read((tx) => findChannel(tx, id));
  if (channel === null) throw new Undeliverable('the channel was removed');
  const target = deps.keyRing.open(CHANNEL_PURPOSE, channel.target_sealed)?.toString('utf8');
  const text = deps.keyRing.open(OUTBOX_PURPOSE, row.payload_sealed ?? '')?.toString('utf8');
  if (target === undefined || text === undefined) throw new Error('sealed under a secret that is gone');
  const queued = JSON.parse(text) as QueuedAlert;
  if (channel.state !== 'live' && !queued.isLast) throw new Undeliverable(`the channel is ${channel.state}`);
  const toHolder = channel.account_id !== null;
  const reader = { toHolder, mayAct: toHolder && CARRIES_ACTING_LINK[channel.kind] };
  return { channel, target, alert: sayAlert(deps, queued, reader) };
}

export interface AlertReader {
  /** It is the holder who is told, and not the operator. */
  readonly toHolder: boolean;
  /** It is given the link “This wasn’t me”. */
  readonly mayAct: boolean;
}

/** The alert in words. */
export function sayAlert(
  deps: Deps,
  { event, protectedAccount, asks }: QueuedAlert,
  { toHolder, mayAct }: AlertReader,
): AlertPayload {
  const { account_id } = event;
  if (account_id === null) throw new Error('an alert is about an account');
  const { publicUrl } = deps.platform;
  const what = wordsOf({ event, protectedAccount }).fact(toHolder ? 'your account' : 'an account');
  return makeAlertPayload(
    { ...event, account_id },
    {
      what: `${plain(what.charAt(0).toUpperCase() + what.slice(1))}.`,
      place: event.country_code === null ? null : plain(deps.geo.nameOf(event.country_code)),
    },
    {
      sessions: `${publicUrl}/sessions`,
      notMe: mayAct && !asks ? disownAddress(deps, account_id, event) : null,
    },
  );
}

/** The token stands after `#`, so that no server sees it. */
export function disownAddress(
  deps: Pick<Deps, 'keyRing' | 'platform'>,
  accountId: AccountId,
  event: { readonly id: EventId; readonly at: number },
): string {
  const link = { accountId, eventId: event.id, expiresAt: event.at + DISOWN_MS };
  return `${deps.platform.publicUrl}/not-me#${makeDisownLink(deps.keyRing, link)}`;
}

/** “This is not them”, in the mail to a recovery contact. */
export function notThemAddress(
  deps: Pick<Deps, 'keyRing' | 'platform'>,
  asks: NonNullable<QueuedAlert['asks']>,
  at: number,
): string {
  return `${deps.platform.publicUrl}/not-them#${makeAskLink(deps.keyRing, { ...asks, expiresAt: at + ASK_MS })}`;
}
