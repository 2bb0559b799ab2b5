// The words of a change that somebody who is signed in tried, and that was not made.

import type { AlertWords, Say } from './alert-shape.ts';
import { sayRefused } from './refusal-words.ts';

export const triedInside =
  (fact: AlertWords['fact']): Say =>
  ({ event }) => ({
    fact,
    follows: [
      `${sayRefused(event.reason)} Nothing changed.`,
      'Whoever tried is signed in to your account. If it was not you, stop it.',
    ],
  });
