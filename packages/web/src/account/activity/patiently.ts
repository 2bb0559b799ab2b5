// Waits as long as it is told to where too much was asked at once, and asks again, a few times.
import type { Call } from '../../api.ts';
import { ApiProblem } from '../../api-problem.ts';

const TRIES_MAX = 3;
/** Longer than that, and the person is told instead. */
const WAIT_SECONDS_MAX = 20;

export function patiently(call: Call, wait: (seconds: number) => Promise<void>): Call {
  return async (operation, ...given) => {
    for (let tries = 1; ; tries++) {
      try {
        return await call(operation, ...given);
      } catch (error) {
        const seconds = error instanceof ApiProblem && error.status === 429 ? error.retryAfterSeconds : null;
        if (seconds === null || seconds > WAIT_SECONDS_MAX || tries === TRIES_MAX) throw error;
        await wait(seconds);
      }
    }
  };
}

/** Rejects with the signal's own reason when the caller gives up. */
export function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, seconds * 1000);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
