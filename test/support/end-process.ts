// Ends a process that a test started, and waits until it is gone.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type EndSignal = 'SIGTERM' | 'SIGKILL';

/** @returns the exit code; null where the signal itself ended it, or where nothing was started. */
export async function endProcess(child: ChildProcess | null, signal: EndSignal): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}
