// What of everything that waits, or ended lately, has still to happen.
import type { Hold } from '../holds.tsx';

/** Something that has not happened yet, and can be stopped. */
export const isOpen = ({ state }: Hold): boolean => state === 'waiting' || state === 'ripe';

/** The recovery that is under way, if there is one; there is never more than one. */
export const openRecovery = (holds: readonly Hold[]): Hold | undefined =>
  holds.find((hold) => hold.kind === 'recovery' && isOpen(hold));
