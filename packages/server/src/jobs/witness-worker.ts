// The job that asks one witness: about each new head, and less and less often while it does not answer.

import type { FastifyBaseLogger } from 'fastify';
import type { LogWitness } from '../app/deps.ts';
import { type Asking, askWitness, WitnessRefusal } from '../app/log/ask-witness.ts';
import { Worker } from './worker.ts';

const EVERY_MS = 1000;
/** A witness that is down is asked once a minute. */
const TURNS_RESTED_MAX = 60;

export function createWitnessWorker(
  deps: Asking,
  witness: LogWitness,
  now: () => number,
  log: FastifyBaseLogger,
): Worker {
  let failures = 0;
  let restTurns = 0;
  let said = '';

  /** Says what is new alone: a witness that is down for a night is one line. */
  const fail = (error: Error): void => {
    failures++;
    restTurns = Math.min(2 ** failures, TURNS_RESTED_MAX);
    if (error.message === said) return;
    said = error.message;
    const facts = { witness: witness.name, reason: error.message };
    if (error instanceof WitnessRefusal && error.isOtherPast) {
      log.error(facts, 'a witness knows another past of the sealed log than this database has');
    } else {
      log.warn(facts, 'a witness did not cosign');
    }
  };

  const work = async (): Promise<boolean> => {
    if (restTurns > 0) {
      restTurns--;
      return false;
    }
    try {
      const cosigned = await askWitness(deps, witness, now);
      if (cosigned && failures > 0) log.info({ witness: witness.name }, 'a witness cosigns again');
      if (cosigned) [failures, said] = [0, ''];
    } catch (error) {
      fail(error as Error);
    }
    return false;
  };
  return new Worker({ name: `witness ${witness.name}`, log, everyMs: EVERY_MS, work });
}
