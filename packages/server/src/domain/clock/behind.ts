// A clock that is behind what an account has seen: what it would write of the account came before what is there.

import type { Account } from '../account/account.ts';
import { APART_MS_MAX } from './moved.ts';

/** Servers' clocks may differ by a minute. @param account as it is stored */
export const isBehind = ({ credentials }: Pick<Account, 'credentials'>, now: number): boolean =>
  credentials.some(({ createdAt, lastUsedAt }) => Math.max(createdAt, lastUsedAt ?? 0) > now + APART_MS_MAX);
