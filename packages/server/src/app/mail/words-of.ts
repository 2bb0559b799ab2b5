// Finds the words of an event, whoever recorded it: a newer server may have, with an operation that this one does not know.

import { authority, type Operation } from '../../domain/authority.ts';
import type { AlertWords, Told } from './alert-shape.ts';
import { alertWords, unworded } from './alert-words.ts';

export const isOperation = (operation: string): operation is Operation => Object.hasOwn(authority, operation);

export function wordsOf(told: Told): AlertWords {
  const { operation, outcome } = told.event;
  const say = isOperation(operation) ? alertWords[operation]?.[outcome] : undefined;
  return (say ?? unworded)(told);
}
