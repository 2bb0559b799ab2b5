// What is found of the clock, in the operator's log.

import type { FastifyBaseLogger } from 'fastify';
import type { Seen } from '../app/clock/observer.ts';

export function sayClock(seen: Seen, log: Pick<FastifyBaseLogger, 'error' | 'warn'>): void {
  if (seen === null) return;
  if ('moved' in seen)
    log.error(seen, 'the clock was moved: nothing that cannot be taken back happens until it is believed again');
  else log.warn(seen, 'the clock is believed again');
}
