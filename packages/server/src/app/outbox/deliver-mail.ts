// Delivers mail: puts what waits into words and hands it to the mail server.

import type { Mail, Mailer } from '../../platform/mail.ts';
import type { OutboxRow } from '../../storage/alert-tables.ts';
import type { Deps } from '../deps.ts';
import { renderMail } from '../mail/render-mail.ts';
import { OUTBOX_PURPOSE, type QueuedMail } from '../mail/send-mail.ts';
import { type Deliverer, Undeliverable } from './deliverer.ts';
import { disownAddress, notThemAddress } from './open-alert.ts';

const SECONDS_MAX = 50;

export const mailDeliverer = (deps: Deps, mailer: Mailer): Deliverer => ({
  channel: 'mail',
  // All of it goes to the one mail server of the platform, which no stranger makes slow. Owners take turns, and an owner who
  // is alone has every place: whatever else waits is of a lower rank, and comes after.
  limits: { places: 16, perTurn: 2, perOwner: 16, perTarget: 16, perHost: { proven: 16, doubtful: 16 } },
  answerSecondsMax: { usual: SECONDS_MAX, hurried: SECONDS_MAX },
  secondsMax: SECONDS_MAX,
  deliver: async (row, { now }) => mailer.send(compose(deps, row, now)),
});

function compose(deps: Deps, row: OutboxRow, now: number): Mail {
  const text = deps.keyRing.open(OUTBOX_PURPOSE, row.payload_sealed ?? '')?.toString('utf8');
  if (text === undefined) throw new Error('sealed under a secret that is gone');
  const mail = JSON.parse(text) as QueuedMail;
  const { content } = mail;
  // A mail server that was down for a day is not met by codes of yesterday when it is back.
  if ('expiresAt' in content && content.expiresAt <= now) throw new Undeliverable('what it carried has expired');
  return renderMail({
    mail,
    id: row.id,
    platformName: deps.platform.name,
    publicUrl: deps.platform.publicUrl,
    // Every alert about an account carries the way to stop it.
    disownLink:
      content.kind === 'alert' && !content.asks && row.account_id !== null
        ? disownAddress(deps, row.account_id, content.event)
        : null,
    notThemLink: content.kind === 'alert' && content.asks ? notThemAddress(deps, content.asks, content.event.at) : null,
    countryName: (code) => deps.geo.nameOf(code),
    now,
  });
}
