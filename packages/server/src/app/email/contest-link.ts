// The signed link behind “Contest this change”: it names an account and the change of its address, and lasts seven days.

import { CONTEST_MS } from '../../domain/account/contest.ts';
import { type AccountId, idPattern } from '../../domain/id.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import { readSignedLink, readTimePart, signLink, timePart } from '../signed-link.ts';

const KIND = { prefix: 'hfc', purpose: 'contest-link' };
const ACCOUNT = new RegExp(idPattern('acct'));

export interface ContestLink {
  readonly accountId: AccountId;
  readonly changedAt: number;
}

/** `hfc_1.acct_….<changed at>.<mac>` */
export const makeContestLink = (keyRing: KeyRing, { accountId, changedAt }: ContestLink): string =>
  signLink(keyRing, KIND, [accountId, timePart(changedAt)]);

/** Null for anything that was altered, was not made here, or is too old. */
export function readContestLink(keyRing: KeyRing, token: string, now: number): ContestLink | null {
  const [accountId = '', changed] = readSignedLink(keyRing, KIND, token) ?? [];
  const changedAt = readTimePart(changed);
  if (!ACCOUNT.test(accountId) || !(now < changedAt + CONTEST_MS)) return null;
  return { accountId: accountId as AccountId, changedAt };
}
