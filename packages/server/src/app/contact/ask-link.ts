// The signed link behind “This is not them”, in the mail to a recovery contact: it names the contact and the recovery, and
// can only hold that recovery up.

import { type ContactId, type HoldId, idPattern } from '../../domain/id.ts';
import { constantTimeEqual, type KeyRing } from '../../platform/key-ring.ts';

/** Longer than any recovery can be held up; it ends with its case before. */
export const ASK_MS = 90 * 24 * 60 * 60 * 1000;

const PURPOSE = 'ask-link';
const CONTACT = new RegExp(idPattern('cntc'));
const HOLD = new RegExp(idPattern('hold'));

export interface AskLink {
  readonly contactId: ContactId;
  readonly holdId: HoldId;
  readonly expiresAt: number;
}

/** `hfc_1.cntc_….hold_….<expiry>.<mac>` */
export function makeAskLink(keyRing: KeyRing, link: AskLink): string {
  const text = `hfc_${keyRing.version}.${link.contactId}.${link.holdId}.${link.expiresAt.toString(36)}`;
  return `${text}.${keyRing.mac(PURPOSE, text)?.toString('base64url')}`;
}

/** Null for anything that was altered, was not made here, or is too old. */
export function readAskLink(keyRing: KeyRing, token: string, now: number): AskLink | null {
  const [head = '', contactId = '', holdId = '', expiry = '', signature = ''] = token.split('.');
  if (!/^hfc_[0-9a-z]$/.test(head) || !CONTACT.test(contactId) || !HOLD.test(holdId)) return null;
  const mac = keyRing.mac(PURPOSE, `${head}.${contactId}.${holdId}.${expiry}`, head[4]);
  const given = Buffer.from(signature, 'base64url');
  // The decoder overlooks stray bits: only the one exact spelling is the link.
  if (!mac || given.toString('base64url') !== signature || !constantTimeEqual(mac, given)) return null;
  const expiresAt = Number.parseInt(expiry, 36);
  return now < expiresAt ? { contactId: contactId as ContactId, holdId: holdId as HoldId, expiresAt } : null;
}
