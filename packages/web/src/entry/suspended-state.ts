// What the sign-in page hands to the page of a suspended key, in the history entry.

export interface SuspendedState {
  /** Milliseconds since the epoch: from when on the key comes back by itself; null where it does not. */
  readonly comesBackAt: number | null;
}

/** Reads a history entry's state, which may be anything an earlier page or an extension left there. */
export function readSuspended(state: unknown): SuspendedState {
  const at = typeof state === 'object' && state !== null && 'comesBackAt' in state ? state.comesBackAt : null;
  return { comesBackAt: typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 ? at : null };
}
