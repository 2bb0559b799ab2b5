// The sentences of alerts about webhooks: an account's own, and the platform's, of which its operator hears.

import type { Operation } from '../../domain/authority.ts';
import type { AlertWords, Say } from './alert-shape.ts';
import { quoted } from './plain.ts';
import { triedInside } from './tried-inside.ts';

const WAS_YOU_INSIDE =
  'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.';

const named = (name: string | null): string => (name === null ? 'a webhook' : `the webhook ${quoted(name)}`);
const atStart = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Whose alerts a webhook is sent, in the words of a sentence. */
interface Whose {
  readonly of: (account: string) => string;
  readonly alerts: string;
}
const OWN: Whose = { of: (account) => account, alerts: 'alerts about this account' };
const PLATFORM: Whose = { of: (account) => `the platform, from ${account}`, alerts: 'alerts about every account' };

const change = (fact: AlertWords['fact'], effect: string): AlertWords => ({ fact, follows: [effect, WAS_YOU_INSIDE] });

/** It stopped by itself: nobody did anything that “This wasn’t me” could stop. */
const stopped =
  (whose: Whose, why: string): Say =>
  ({ event }) => ({
    fact: (account) => `${atStart(named(event.subject))} of ${whose.of(account)} was turned off`,
    follows: [
      why,
      `It is sent no more ${whose.alerts}. Mail still comes, as always.`,
      'When its server is well again, send it a test from the page of webhooks: that turns it on.',
    ],
    key: 'None; it happened by itself',
    calm: true,
  });

const GONE = 'Its server answered that nobody receives there any more (410).';
const PAUSED = 'Nothing could be delivered to it for five days.';

const told = (
  whose: Whose,
): Record<'add' | 'remove' | 'rotate-secret', { readonly done: Say; readonly refused: Say }> => ({
  add: {
    done: ({ event }) =>
      change(
        (account) => `Somebody added ${named(event.subject)} to ${whose.of(account)}`,
        `From now on its server is sent ${whose.alerts}, beside the mail.`,
      ),
    refused: triedInside((account) => `Somebody tried to add a webhook to ${whose.of(account)}`),
  },
  remove: {
    done: ({ event }) =>
      change(
        (account) => `Somebody removed ${named(event.subject)} from ${whose.of(account)}`,
        `Its server is sent no more ${whose.alerts}. Mail still comes, as always.`,
      ),
    refused: triedInside((account) => `Somebody tried to remove a webhook from ${whose.of(account)}`),
  },
  'rotate-secret': {
    done: ({ event }) =>
      change(
        (account) => `Somebody gave ${named(event.subject)} of ${whose.of(account)} a new secret`,
        'For a day the old one is good too. After that its server has to know the new one.',
      ),
    refused: triedInside((account) => `Somebody tried to give a webhook of ${whose.of(account)} a new secret`),
  },
});
const own = told(OWN);
const platform = told(PLATFORM);

export const webhookWords = {
  'webhook.add': own.add,
  'webhook.remove': own.remove,
  'webhook.rotate-secret': own['rotate-secret'],
  'webhook.gone': { done: stopped(OWN, GONE) },
  'webhook.paused': { done: stopped(OWN, PAUSED) },
  'platform-webhook.add': platform.add,
  'platform-webhook.remove': platform.remove,
  'platform-webhook.rotate-secret': platform['rotate-secret'],
  'platform-webhook.gone': { done: stopped(PLATFORM, GONE) },
  'platform-webhook.paused': { done: stopped(PLATFORM, PAUSED) },
} as const satisfies Partial<Record<Operation, { readonly done: Say; readonly refused?: Say }>>;

/** A test is told to the one webhook that it was asked for. */
export const sayWebhookTest: Say = () => ({
  fact: (account) => `This is a test that was asked for on ${account}`,
  follows: ['If you can read this, alerts arrive here.'],
});
