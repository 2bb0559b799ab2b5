// The signed link behind “This wasn’t me”: it names an account and an event, lasts 14 days, and can only reduce access.

import { type AccountId, type EventId, idPattern } from '../../domain/id.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import { readSignedLink, readTimePart, signLink, timePart } from '../signed-link.ts';

export const DISOWN_MS = 14 * 24 * 60 * 60 * 1000;

const KIND = { prefix: 'hfn', purpose: 'disown-link' };
const ACCOUNT = new RegExp(idPattern('acct'));
const EVENT = new RegExp(idPattern('evnt'));

export interface DisownLink {
  readonly accountId: AccountId;
  readonly eventId: EventId;
  readonly expiresAt: number;
}

/** `hfn_1.acct_….evnt_….<expiry>.<mac>` */
export const makeDisownLink = (keyRing: KeyRing, { accountId, eventId, expiresAt }: DisownLink): string =>
  signLink(keyRing, KIND, [accountId, eventId, timePart(expiresAt)]);

/** Null for anything that was altered, was not made here, or is too old. */
export function readDisownLink(keyRing: KeyRing, token: string, now: number): DisownLink | null {
  const [accountId = '', eventId = '', expiry] = readSignedLink(keyRing, KIND, token) ?? [];
  const expiresAt = readTimePart(expiry);
  if (!ACCOUNT.test(accountId) || !EVENT.test(eventId) || !(now < expiresAt)) return null;
  return { accountId: accountId as AccountId, eventId: eventId as EventId, expiresAt };
}
