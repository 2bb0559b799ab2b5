// The signed link behind “This wasn’t me”: it names an account and an event, lasts 14 days, and can only reduce access.

import { type AccountId, type EventId, idPattern } from '../../domain/id.ts';
import { constantTimeEqual, type KeyRing } from '../../platform/key-ring.ts';
import { readBase64url } from '../../platform/read-base64url.ts';

export const DISOWN_MS = 14 * 24 * 60 * 60 * 1000;

const PURPOSE = 'disown-link';
const ACCOUNT = new RegExp(idPattern('acct'));
const EVENT = new RegExp(idPattern('evnt'));

export interface DisownLink {
  readonly accountId: AccountId;
  readonly eventId: EventId;
  readonly expiresAt: number;
}

/** `hfn_1.acct_….evnt_….<expiry>.<mac>` */
export function makeDisownLink(keyRing: KeyRing, link: DisownLink): string {
  const text = `hfn_${keyRing.version}.${link.accountId}.${link.eventId}.${link.expiresAt.toString(36)}`;
  return `${text}.${keyRing.mac(PURPOSE, text)?.toString('base64url')}`;
}

/** Null for anything that was altered, was not made here, or is too old. */
export function readDisownLink(keyRing: KeyRing, token: string, now: number): DisownLink | null {
  const [head = '', accountId = '', eventId = '', expiry = '', signature = ''] = token.split('.');
  if (!/^hfn_[0-9a-z]$/.test(head) || !ACCOUNT.test(accountId) || !EVENT.test(eventId)) return null;
  const mac = keyRing.mac(PURPOSE, `${head}.${accountId}.${eventId}.${expiry}`, head[4]);
  const given = readBase64url(signature);
  if (!mac || !given || !constantTimeEqual(mac, given)) return null;
  const expiresAt = Number.parseInt(expiry, 36);
  return now < expiresAt ? { accountId: accountId as AccountId, eventId: eventId as EventId, expiresAt } : null;
}
