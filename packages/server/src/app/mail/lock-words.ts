// The sentences about a Lock: what it did to this account, and what opens it again.

import type { LockBy } from '../../domain/account/decide-lock.ts';
import type { OtherWay } from '../../domain/sign-in/way-back.ts';
import type { Say } from './alert-shape.ts';
import { STOPS_WHAT_WAITS } from './disown-words.ts';
import type { LockParticulars } from './particulars.ts';
import { quoted } from './plain.ts';
import { sayTime } from './say-time.ts';

const atStart = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const OPENS: Readonly<Record<OtherWay, string>> = {
  password: 'It opens again with the password and second factor; where somebody replaced them, with those of before.',
  'recovery-key': 'It has no trusted key that would open it. A recovery key does.',
  link: 'It opens again with a recovery link to this mailbox.',
  'as-before': 'Nothing that it has is trusted, so what opened it before opens it still.',
};

/** A link spares what keys opened that were vouched for. Queued without particulars it says so of whichever. */
function sayEnded(by: LockBy, lock: LockParticulars | undefined): string {
  const ended = 'Every session of it has ended';
  const spared = listed(lock?.keysSpared ?? [], 'and');
  if (spared !== '') {
    return `${ended}, except what was opened with ${spared}: no link touches what was vouched for in the last 30 days.`;
  }
  return lock || by === 'session'
    ? `${ended}.`
    : `${ended}, except those of a key that was vouched for in the last 30 days.`;
}

function sayLocked(by: LockBy, lock: LockParticulars | undefined): string[] {
  const ended = `${sayEnded(by, lock)} ${STOPS_WHAT_WAITS}`;
  const list = 'A list then asks what is yours.';
  if (!lock) return [ended, `It opens again with what is trusted. ${list}`];
  const { frozen, keysSuspended, comesBackAt, liftedBy, otherwise } = lock;
  const returns =
    typeof comesBackAt === 'number'
      ? ` It can come back by its own touch from ${sayTime(comesBackAt)}, unless a trusted key is used before.`
      : '';
  const done =
    keysSuspended.length === 0
      ? ended
      : `${ended} What was new is suspended: ${listed(keysSuspended, 'and')}.${returns}`;
  if (frozen === false)
    return [done, `A link locked it within the last 30 days already, so what opened it before opens it still. ${list}`];
  const opens =
    liftedBy.length > 0 ? `It opens again with ${listed(liftedBy, 'or')}.` : OPENS[otherwise ?? 'as-before'];
  return [done, `${opens} ${list}`];
}

const listed = (names: readonly string[], last: 'and' | 'or'): string =>
  new Intl.ListFormat('en', { type: last === 'and' ? 'conjunction' : 'disjunction' }).format(
    names.map((name) => quoted(name)),
  );

export const lockWords = {
  'account.lock': {
    done: ({ particulars }) => ({
      fact: (account) => `${atStart(account)} was locked`,
      follows: sayLocked('session', particulars?.lock),
      calm: true,
    }),
  },
  'alert.lock': {
    done: ({ particulars }) => ({
      fact: (account) =>
        `${atStart(account)} was ${particulars?.lock?.frozen === false ? 'signed out' : 'locked'} from an alert`,
      follows: sayLocked('link', particulars?.lock),
      key: 'None; the link in an alert',
      calm: true,
    }),
  },
} as const satisfies Record<string, { readonly done: Say }>;
