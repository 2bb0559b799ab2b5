// Delivers what waits in the outbox: at least once, under a stable id, with back-off, and given up only where an operator sees it.

import type { Mail, Mailer } from '../../platform/mail.ts';
import { claimOutbox, failOutbox, finishOutbox, OUTBOX_DUE } from '../../storage/outbox.ts';
import type { OutboxRow } from '../../storage/tables.ts';
import { DISOWN_MS, makeDisownLink } from '../alert/disown-link.ts';
import type { Deps } from '../deps.ts';
import { renderMail } from '../mail/render-mail.ts';
import { OUTBOX_PURPOSE, type QueuedMail } from '../mail/send-mail.ts';

const BATCH = 16;
const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 5_000;
const RETRY_MS_MAX = 60 * 60 * 1000;
/** With doubling up to an hour: about a day and a half of trying. */
const ATTEMPTS_MAX = 45;

/** When a row that failed for the `attempts`-th time is tried again. */
export const retryDelayMs = (attempts: number): number => Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** (attempts - 1));

/** Claims a batch and delivers it. @returns how many rows were claimed; call again while it is a full batch. */
export async function deliverOutbox(deps: Deps, mailer: Mailer, now: () => number): Promise<number> {
  // Every sign-in wakes this; most leave nothing to deliver, and a look takes no part in a commit.
  const from = now();
  if ((await deps.store.one(OUTBOX_DUE, [from, from])) === undefined) return 0;
  const rows = await deps.store.write((tx) => claimOutbox(tx, now(), LEASE_MS, BATCH));
  await Promise.all(rows.map((row) => deliverRow(deps, mailer, row, now)));
  return rows.length;
}

async function deliverRow(deps: Deps, mailer: Mailer, row: OutboxRow, now: () => number): Promise<void> {
  try {
    await mailer.send(compose(deps, row, now()));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const at = now();
    const outcome = row.attempts >= ATTEMPTS_MAX ? { deadAt: at } : { nextAt: at + retryDelayMs(row.attempts) };
    await deps.store.write((tx) => failOutbox(tx, row.id, said, outcome));
    return;
  }
  // A crash before this line delivers again after the lease, under the same Message-ID.
  await deps.store.write((tx) => finishOutbox(tx, row.id, now()));
}

function compose(deps: Deps, row: OutboxRow, now: number): Mail {
  const text = deps.keyRing.open(OUTBOX_PURPOSE, row.payload_sealed ?? '')?.toString('utf8');
  if (text === undefined) throw new Error('sealed under a secret that is gone');
  const mail = JSON.parse(text) as QueuedMail;
  return renderMail({
    mail,
    id: row.id,
    platformName: deps.platform.name,
    publicUrl: deps.platform.publicUrl,
    disownLink: disownLinkOf(deps, row, mail),
    countryName: (code) => deps.geo.nameOf(code),
    now,
  });
}

/** Every alert about an account carries the way to stop it; the token stands after `#`, so that no server sees it. */
function disownLinkOf(deps: Deps, row: OutboxRow, mail: QueuedMail): string | null {
  if (mail.content.kind !== 'alert' || row.account_id === null) return null;
  const { id, at } = mail.content.event;
  const token = makeDisownLink(deps.keyRing, { accountId: row.account_id, eventId: id, expiresAt: at + DISOWN_MS });
  return `${deps.platform.publicUrl}/not-me#${token}`;
}
