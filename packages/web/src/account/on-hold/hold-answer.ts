// What of everything that waits, or ended lately, has still to happen.
import type { Hold } from '../holds.tsx';

/** Something that has not happened yet, and can be stopped. */
export const isOpen = ({ state }: Hold): boolean => state === 'waiting' || state === 'ripe';

/** The recoveries that are under way: each recovery key has a case of its own. */
export const openRecoveries = (holds: readonly Hold[]): readonly Hold[] =>
  holds.filter((hold) => hold.kind === 'recovery' && isOpen(hold));
