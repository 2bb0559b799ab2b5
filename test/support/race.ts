// Starts several Node processes, waits until all stand ready, and lets them go at the same moment.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RacerJob, RacerMessage } from './racer.ts';

const RACER = fileURLToPath(new URL('./racer.ts', import.meta.url));

function messageOf(racer: ChildProcess): Promise<RacerMessage> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a racing process ended early with ${code}`));
    racer.once('exit', ended);
    racer.once('message', (message) => {
      racer.off('exit', ended);
      resolve(message as RacerMessage);
    });
  });
}

async function resultOf(racer: ChildProcess): Promise<unknown> {
  const message = await messageOf(racer);
  if (message.is === 'done') return message.result;
  throw new Error(`a racing process failed: ${message.is === 'failed' ? message.error : message.is}`);
}

/** What each job answered, in order. @throws when one of them failed. */
export async function raceProcesses(jobs: readonly RacerJob[]): Promise<unknown[]> {
  const racers = jobs.map((job) => fork(RACER, [JSON.stringify(job)], { execArgv: [] }));
  try {
    await Promise.all(racers.map(messageOf));
    return await Promise.all(
      racers.map((racer) => {
        const result = resultOf(racer);
        racer.send('go');
        return result;
      }),
    );
  } finally {
    for (const racer of racers) racer.kill();
  }
}
