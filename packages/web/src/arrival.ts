// A word carried from sign-in into the account in the history entry: what the sign-in itself has done.

export interface Arrival {
  /** Signing in ended a recovery that was under way. */
  readonly arrival: 'recovery-stopped';
}

/** Reads a history entry's state, which may be anything an earlier page or an extension left there. */
export const readArrival = (state: unknown): Arrival['arrival'] | null =>
  typeof state === 'object' && state !== null && 'arrival' in state && state.arrival === 'recovery-stopped'
    ? state.arrival
    : null;
