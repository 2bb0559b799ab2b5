// A change that waits, as the server tells of it: how far it has come, and what of many has still to happen.
import type { Account } from '../account-answer.ts';

export type Hold = Account['holds'][number];
export type SlowKind = Exclude<Hold['kind'], 'recovery'>;
/** One that is no recovery: it changes the account when it is finished. */
export type Change = Hold & { readonly kind: SlowKind };

/**
 * - waits: somebody has to finish it, once its wait is over. - ready: now. - by-itself: it happens at its time.
 * - due: its time is over, and it is about to happen.
 */
export type Phase = 'waits' | 'ready' | 'by-itself' | 'due';

export function phaseOf({ state, secondTouch, settlesAt }: Pick<Hold, 'state' | 'secondTouch' | 'settlesAt'>): Phase {
  if (secondTouch === null) return state === 'ripe' ? 'due' : 'by-itself';
  return state === 'ripe' && settlesAt === null ? 'ready' : 'waits';
}

export const isChange = (hold: Hold): hold is Change => hold.kind !== 'recovery';

/** Something that has not happened yet, and can be stopped. */
export const isOpen = ({ state }: Pick<Hold, 'state'>): boolean => state === 'waiting' || state === 'ripe';

/** The recoveries that are under way: each recovery key has a case of its own. */
export const openRecoveries = (holds: readonly Hold[]): readonly Hold[] =>
  holds.filter((hold) => hold.kind === 'recovery' && isOpen(hold));
