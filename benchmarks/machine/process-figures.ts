// What the kernel says of a process: processor time and memory. Linux alone.

import { readFileSync, writeFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function memoryMbOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return Number(kilobytes) / 1024;
}

/** Resident memory, in MB (2²⁰ bytes). */
export const residentMbOf = (pid: number): number => memoryMbOf(pid, 'VmRSS');

/** The most that was resident, in MB (2²⁰ bytes), since it started or `forgetPeakOf`. */
export const peakMbOf = (pid: number): number => memoryMbOf(pid, 'VmHWM');

/** proc_pid_clear_refs(5): 5 sets the peak back to what is resident now. */
export const forgetPeakOf = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/**
 * The longest pause in 150 ms of spinning, in ms. Over about 3 means that something else runs on the load's core or
 * that the host holds the machine back.
 */
export function worstPauseMs(): number {
  const begun = performance.now();
  let worst = 0;
  for (let last = begun, now = begun; now - begun < 150; last = now) {
    now = performance.now();
    worst = Math.max(worst, now - last);
  }
  return worst;
}
