// Waits until a check holds, with patience: on a busy machine a second is nothing.

import { vi } from 'vitest';

const PATIENCE = { timeout: 60_000, interval: 5 } as const;

/** @throws what the check threw last, once the patience is over */
export const waitUntil = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, PATIENCE);
