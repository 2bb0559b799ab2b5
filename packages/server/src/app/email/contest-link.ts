// The signed link behind “Contest this change”: it names an account and the change of its address, and lasts seven days.

import { CONTEST_MS } from '../../domain/account/contest.ts';
import { type AccountId, idPattern } from '../../domain/id.ts';
import { constantTimeEqual, type KeyRing } from '../../platform/key-ring.ts';

const PURPOSE = 'contest-link';
const ACCOUNT = new RegExp(idPattern('acct'));

export interface ContestLink {
  readonly accountId: AccountId;
  readonly changedAt: number;
}

/** `hfc_1.acct_….<changed at>.<mac>` */
export function makeContestLink(keyRing: KeyRing, { accountId, changedAt }: ContestLink): string {
  const text = `hfc_${keyRing.version}.${accountId}.${changedAt.toString(36)}`;
  return `${text}.${keyRing.mac(PURPOSE, text)?.toString('base64url')}`;
}

/** Null for anything that was altered, was not made here, or is too old. */
export function readContestLink(keyRing: KeyRing, token: string, now: number): ContestLink | null {
  const [head = '', accountId = '', changed = '', signature = ''] = token.split('.');
  if (!/^hfc_[0-9a-z]$/.test(head) || !ACCOUNT.test(accountId)) return null;
  const mac = keyRing.mac(PURPOSE, `${head}.${accountId}.${changed}`, head[4]);
  const given = Buffer.from(signature, 'base64url');
  // The decoder overlooks stray bits: only the one exact spelling is the link.
  if (!mac || given.toString('base64url') !== signature || !constantTimeEqual(mac, given)) return null;
  const changedAt = Number.parseInt(changed, 36);
  return now < changedAt + CONTEST_MS ? { accountId: accountId as AccountId, changedAt } : null;
}
