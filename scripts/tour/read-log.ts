// What the log says of itself, to anybody who asks, and when all of it is sealed and signed.

import type { Answer } from '../../packages/contract/src/contract.ts';
import { until } from './until.ts';

type Log = Answer<'log.read'>;

/** Null where nothing was sealed yet. */
export async function readLog(url: string): Promise<Log | null> {
  const answer = await fetch(`${url}/api/v1/log`);
  return answer.ok ? ((await answer.json()) as Log) : null;
}

/** The first of two heads in a row that are alike: what happened is sealed, within a second. */
export async function sealedLog(url: string): Promise<Log> {
  let before: Log | null = null;
  return until('everything to be sealed', async () => {
    await new Promise((turn) => setTimeout(turn, 600));
    const log = await readLog(url);
    const isStill = log !== null && log.size === before?.size;
    before = log;
    return isStill ? log : null;
  });
}

/** Sealed to the end, and signed by the witnesses to the end. */
export const witnessedLog = (url: string): Promise<Log> =>
  until('the witness to sign all of the log', async () => {
    const log = await sealedLog(url);
    return log.witnessed?.size === log.size ? log : null;
  });
