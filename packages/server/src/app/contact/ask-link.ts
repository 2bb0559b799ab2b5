// The signed link behind “This is not them”, in the mail to a recovery contact: it names the contact and the recovery, and
// can only hold that recovery up.

import { type ContactId, type HoldId, idPattern } from '../../domain/id.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import { readSignedLink, readTimePart, signLink, timePart } from '../signed-link.ts';

/** Longer than any recovery can be held up; it ends with its case before. */
export const ASK_MS = 90 * 24 * 60 * 60 * 1000;

const KIND = { prefix: 'hfc', purpose: 'ask-link' };
const CONTACT = new RegExp(idPattern('cntc'));
const HOLD = new RegExp(idPattern('hold'));

export interface AskLink {
  readonly contactId: ContactId;
  readonly holdId: HoldId;
  readonly expiresAt: number;
}

/** `hfc_1.cntc_….hold_….<expiry>.<mac>` */
export const makeAskLink = (keyRing: KeyRing, { contactId, holdId, expiresAt }: AskLink): string =>
  signLink(keyRing, KIND, [contactId, holdId, timePart(expiresAt)]);

/** Null for anything that was altered, was not made here, or is too old. */
export function readAskLink(keyRing: KeyRing, token: string, now: number): AskLink | null {
  const [contactId = '', holdId = '', expiry] = readSignedLink(keyRing, KIND, token) ?? [];
  const expiresAt = readTimePart(expiry);
  if (!CONTACT.test(contactId) || !HOLD.test(holdId) || !(now < expiresAt)) return null;
  return { contactId: contactId as ContactId, holdId: holdId as HoldId, expiresAt };
}
