// Delivers notifications: encrypts the alert for one browser and posts it to that browser's push service.

import { parseRetryAfter } from '../../domain/alert/back-off.ts';
import { judgePush } from '../../domain/push/push.ts';
import { OutboundError } from '../../platform/outbound.ts';
import { encryptPush } from '../../platform/push-message.ts';
import type { Vapid } from '../../platform/vapid.ts';
import { loadAccount } from '../../storage/account.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import { believedTime } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import type { PushTarget } from '../push/find-browser.ts';
import { makeNotification } from '../push/make-notification.ts';
import { openVapid } from '../push/public-key.ts';
import { recordBySystem } from '../record.ts';
import { type Deliverer, type DeliveryAttempt, NotNow, Undeliverable } from './deliverer.ts';
import { type OpenedAlert, openAlert } from './open-alert.ts';
import { ANSWER_SECONDS_MAX, HURRIED_SECONDS_MAX, kindOf, type PostAttempt, RECEIVER_LIMITS } from './post-signed.ts';
import { noteHost } from './receiver-host.ts';

/** A computer that was off for a long weekend still tells of what happened: as long as a recovery waits. */
const KEPT_SECONDS = 3 * 24 * 60 * 60;
/** Longer than nearly every alert, so that the push service cannot tell them apart by length. */
const BYTES_MIN = 2048;

export const pushDeliverer = (deps: Deps, now: () => number): Deliverer => ({
  channel: 'push',
  limits: RECEIVER_LIMITS,
  answerSecondsMax: { usual: ANSWER_SECONDS_MAX, hurried: HURRIED_SECONDS_MAX },
  secondsMax: ANSWER_SECONDS_MAX + 15,
  deliver: async (row, attempt) => {
    const opened = await openAlert(deps, row);
    const { status, error, notBefore, kind } = await post(deps, await openVapid(deps), opened, attempt);
    const judgedAt = await deps.store.read((tx) => believedTime(deps, tx, now()));
    const verdict = judgePush(status, opened.channel, judgedAt);
    if (verdict === 'delivered') return;
    if (verdict === 'gone') await giveUp(deps, opened.channel, now());
    if (verdict === 'failed') throw new NotNow(error, notBefore, kind);
    throw new Undeliverable(error);
  },
});

async function post(
  deps: Deps,
  vapid: Vapid,
  { channel, target, alert }: OpenedAlert,
  { now, answerSecondsMax: secondsMax }: DeliveryAttempt,
): Promise<PostAttempt & { readonly error: string }> {
  const { endpoint, keys } = JSON.parse(target) as PushTarget;
  await noteHost(deps, channel, endpoint);
  const text = JSON.stringify(makeNotification(alert, deps.platform.name));
  try {
    const { status, headers } = await deps.outbound.request(endpoint, {
      method: 'POST',
      headers: {
        authorization: vapid.authorization(endpoint, deps.platform.publicUrl, now),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        // RFC 8030 §5.2, §5.3: kept for a browser that is away, and worth waking a phone for.
        ttl: String(KEPT_SECONDS),
        urgency: 'high',
      },
      body: encryptPush(keys, text, { random: deps.random, bytesMin: BYTES_MIN }),
      bytesMax: 0,
      secondsMax,
      headOnly: true,
    });
    const notBefore = parseRetryAfter(headers['retry-after'], now);
    return { status, error: `the push service answered ${status}`, notBefore, kind: 'answered' };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { status: null, error: error.message, notBefore: null, kind: kindOf(error) };
  }
}

/** Nothing is sent there any more, and the holder is told on every other way: once. */
async function giveUp(deps: Deps, { id, account_id: accountId, label }: AlertChannelRow, now: number): Promise<void> {
  await deps.store.write(async (tx) => {
    if (accountId === null || !(await setChannelState(tx, id, 'gone'))) return;
    const account = await loadAccount(tx, accountId);
    if (account) await recordBySystem(deps, tx, now, 'push.gone', account, { subject: label });
  });
}
