// Finds the words of an event, even one that a newer server recorded with an operation unknown to this one.

import { authority, type Operation } from '../../domain/authority.ts';
import type { AlertWords, Say, Told } from './alert-shape.ts';
import { alertWords, unworded } from './alert-words.ts';
import { sayPushTest } from './push-words.ts';
import { sayWebhookTest } from './webhook-words.ts';

/** What no rule tells anybody, and one channel is told because somebody asked for it. */
const asked: Readonly<Partial<Record<Operation, Say>>> = {
  'push.test': sayPushTest,
  'webhook.test': sayWebhookTest,
  'platform-webhook.test': sayWebhookTest,
};

export const isOperation = (operation: string): operation is Operation => Object.hasOwn(authority, operation);

export function wordsOf(told: Told): AlertWords {
  const { operation, outcome } = told.event;
  const say = isOperation(operation) ? (alertWords[operation]?.[outcome] ?? asked[operation]) : undefined;
  return (say ?? unworded)(told);
}
