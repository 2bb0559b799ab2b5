// How a clock was moved, in words for the operator and the record.

import type { ClockFault } from '../../domain/clock/moved.ts';

const AGAINST: Readonly<Record<ClockFault, string>> = {
  stepped: 'of the time that a server has run',
  'started-before': 'of the newest thing on record, at a server’s start',
  'started-late': 'of the newest thing on record, at a server’s start',
  'nodes-apart': 'of another server’s clock',
  'database-apart': 'of the database’s clock',
};

/** `1296000 s ahead of the time that a server has run` */
export const sayMoved = (why: ClockFault, gapMs: number): string =>
  `${Math.round(Math.abs(gapMs) / 1000)} s ${gapMs < 0 ? 'behind' : 'ahead'} ${AGAINST[why]}`;
