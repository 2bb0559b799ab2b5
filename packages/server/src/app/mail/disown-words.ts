// The sentences about “This wasn’t me” that was pressed: what became of the key, what was stopped, and what makes it last.

import type { Say } from './alert-shape.ts';
import type { DisownParticulars } from './particulars.ts';
import { quoted } from './plain.ts';
import { sayTime } from './say-time.ts';

/** Of a link, a session and Lock alike: a recovery that was begun again, or with both keys, goes on, and so does a second app. */
export const STOPS_WHAT_WAITS =
  'Changes and recoveries that wait are stopped, except those that only a key or a second factor stops.';

const either = (names: readonly string[]): string => names.map((name) => quoted(name)).join(' or ');

/** What a link alone suspended comes back by its own touch, unless another trusted key was used since (product.md §3). */
function sayLasting(name: string, comesBackAt: number | null, comeBackWith: readonly string[]): string {
  if (comesBackAt === null) return `The key ${name} is suspended.`;
  const from = sayTime(comesBackAt);
  return comeBackWith.length === 0
    ? `The key ${name} is suspended. It can come back by its own touch from ${from}, unless another trusted key is used before.`
    : `The key ${name} is suspended. To make that last, sign in with ${either(comeBackWith)} before ${from}. Otherwise it can come back then, by its own touch.`;
}

function sayKey({ key, comeBackWith }: DisownParticulars): string {
  if (key === null) return 'What the alert was about is shut out where that could be.';
  const name = quoted(key.name);
  switch (key.became) {
    case 'suspend':
    case 'already':
      return sayLasting(name, key.comesBackAt, comeBackWith);
    case 'end-sessions':
      return `What the key ${name} had opened is signed out. The key still opens the account, because no other trusted way in is left.`;
    case 'spare':
      return `The key ${name} was left alone: it was vouched for in the last 30 days.`;
    case 'limited':
      return `The key ${name} was left alone this time: a link acts once a day on a key.`;
  }
}

const sayDisowned: Say = ({ particulars }) => {
  const disown = particulars?.disown;
  // Queued without: said so that it is true of every press.
  const became = disown ? sayKey(disown) : 'What the alert was about is shut out where that could be.';
  const keys = disown?.comeBackWith ?? [];
  return {
    fact: (account) => `Somebody pressed “This wasn’t me” for ${account}`,
    follows: [
      `It was the button of an alert. ${became}`,
      STOPS_WHAT_WAITS,
      `Sign in${keys.length > 0 ? ` with ${either(keys)}` : ''}. A list asks what is yours, and stays until it is answered.`,
    ],
    key: 'None; the link in an alert',
    keyIs: 'Key that it was about',
    calm: true,
  };
};

export const disownWords = { 'alert.disown': { done: sayDisowned } } as const;
