// Ends connections whose reader does not take what was written for it: answers, downloads and event streams alike.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a reader may take over what waits for it. */
const UNREAD_MS_MAX = 30_000;
/** Each of these that waits gives it that long once more: a slow line may have a large file. */
const STEP_BYTES = 64 * 1024;

/** What was written to a connection so far, and how much of that its reader has not taken, in bytes. */
interface Reading {
  readonly written: number;
  readonly waiting: number;
}

/** How much of what was ever written a reader must have taken, and in how many looks. */
interface Debt {
  readonly bytes: number;
  readonly looksLeft: number;
}

/**
 * What waits at one look is to be taken by the looks that its size gives; only then the next debt begins. So a reader that
 * takes a byte now and then is as slow as one that takes none. @returns null where nothing is owed
 */
export function nextDebt(debt: Debt | null, { written, waiting }: Reading): Debt | null | 'too-slow' {
  if (debt && written - waiting < debt.bytes) {
    return debt.looksLeft > 1 ? { ...debt, looksLeft: debt.looksLeft - 1 } : 'too-slow';
  }
  return waiting === 0 ? null : { bytes: written, looksLeft: Math.ceil(waiting / STEP_BYTES) };
}

/** Looks at every connection in turns. */
export function dropSlowReaders(server: Server, unreadMsMax: number = UNREAD_MS_MAX): void {
  const debts = new Map<Socket, Debt | null>();
  server.on('connection', (socket: Socket) => {
    debts.set(socket, null);
    socket.once('close', () => debts.delete(socket));
  });
  const timer = setInterval(() => {
    for (const [socket, debt] of debts) {
      const next = nextDebt(debt, { written: socket.bytesWritten, waiting: socket.writableLength });
      if (next === 'too-slow') socket.destroy();
      else debts.set(socket, next);
    }
  }, unreadMsMax);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}
