// The pages' only clock, so that everything that speaks of time can be given one.

/** Milliseconds since 1970-01-01T00:00:00Z, by this device's clock. */
export const now = (): number => Date.now();
