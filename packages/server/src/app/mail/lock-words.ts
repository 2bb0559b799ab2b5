// The sentences about a Lock: what it did to this account, and what opens it again.

import type { OtherWay } from '../../domain/sign-in/way-back.ts';
import type { Say } from './alert-shape.ts';
import type { LockParticulars } from './particulars.ts';
import { quoted } from './plain.ts';

const atStart = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const OPENS: Readonly<Record<OtherWay, string>> = {
  password: 'It opens again with the password and second factor; where somebody replaced them, with those of before.',
  'recovery-key': 'It has no trusted key that would open it. A recovery key does.',
  link: 'It opens again with a recovery link to this mailbox.',
  'as-before': 'Nothing that it has is trusted, so what opened it before opens it still.',
};

function sayLocked(lock: LockParticulars | undefined): string[] {
  const spared = listed(lock?.keysSpared ?? [], 'and');
  const ended = `Everything that was signed in to it has ended${spared === '' ? '' : `, but for what ${spared} opened`}`;
  const list = 'A list then asks what is yours.';
  // Queued without: said so that it is true of every account.
  if (!lock) return [`${ended}, and what one proof began is stopped.`, `It opens again with what is trusted. ${list}`];
  const { frozen, keysSuspended, liftedBy, otherwise } = lock;
  const names = listed(keysSuspended, 'and');
  const done =
    keysSuspended.length === 0
      ? `${ended}, and what one proof began is stopped.`
      : `${ended}, what one proof began is stopped, and what was new is suspended: ${names}.`;
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
      follows: sayLocked(particulars?.lock),
      calm: true,
    }),
  },
  'alert.lock': {
    done: ({ particulars }) => ({
      fact: (account) =>
        `${atStart(account)} was ${particulars?.lock?.frozen === false ? 'signed out' : 'locked'} from an alert`,
      follows: sayLocked(particulars?.lock),
      key: 'None; the link in an alert',
      calm: true,
    }),
  },
} as const satisfies Record<string, { readonly done: Say }>;
