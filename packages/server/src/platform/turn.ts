// Gives way to whatever else waits in this process: between two steps of work that is long, or for a while.

/** Resolves when everything that came in meanwhile had its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves after so long. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
