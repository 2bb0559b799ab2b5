// That somebody was told: a recovery opens no sooner than a day after a channel accepted the alert of it.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { mailboxMailer } from '../../packages/server/src/platform/mail.ts';
import { deliverMailOnce } from './deliver-mail-once.ts';

/** Everything that was mailed by `now` is taken by a mail server at `now`. */
export async function tellAll(deps: Deps, now: number): Promise<void> {
  while ((await deliverMailOnce(deps, mailboxMailer(), () => now)) > 0);
}
