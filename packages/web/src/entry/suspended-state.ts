// What the sign-in page hands to the page of a suspended key, in the history entry.

export interface SuspendedState {
  /** Milliseconds since the epoch: from when on the key comes back by itself; null where it does not, or nobody said. */
  readonly comesBackAt: number | null;
  /** What else brings it back; null where nobody said. */
  readonly comesBackWith: readonly string[] | null;
}

/** Reads a history entry's state, which may be anything an earlier page or an extension left there. */
export function readSuspended(state: unknown): SuspendedState {
  const { comesBackAt: at, comesBackWith: ways }: Record<string, unknown> =
    typeof state === 'object' && state !== null ? { ...state } : {};
  return {
    comesBackAt: typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 ? at : null,
    comesBackWith: Array.isArray(ways) ? ways.filter((way): way is string => typeof way === 'string') : null,
  };
}
