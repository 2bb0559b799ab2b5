// How a clock was moved, in words for the operator and the record.

import type { ClockFault } from '../../domain/clock/moved.ts';

const AGAINST: Readonly<Record<ClockFault, string>> = {
  stepped: 'the time that a server has run',
  'started-before': 'the newest thing on record, at a server’s start',
  'started-late': 'the newest thing on record, at a server’s start',
  'nodes-apart': 'another server’s clock',
  'database-apart': 'the database’s clock',
};

/** `1296000 s ahead of the time that a server has run` */
export const sayMoved = (why: ClockFault, gapMs: number): string =>
  `${Math.round(Math.abs(gapMs) / 1000)} s ${gapMs < 0 ? 'behind' : 'ahead of'} ${AGAINST[why]}`;
