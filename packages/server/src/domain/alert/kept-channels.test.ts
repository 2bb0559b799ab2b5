import { expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { makeId } from '../id.ts';
import { channelsNotKept } from './kept-channels.ts';

const DAY = 24 * 60 * 60 * 1000;
const channel = (nth: number, createdAt: number) => ({ id: makeId('chan', new Uint8Array(16).fill(nth)), createdAt });
const [old, young] = [channel(1, NOW - 14 * DAY), channel(2, NOW - 14 * DAY + 1)];

it('Where nobody was asked, young channels stop and older ones go on', () => {
  expect(channelsNotKept([old, young], null, NOW)).toEqual([young]);
});

it('Where somebody was asked, exactly what was ticked goes on', () => {
  expect(channelsNotKept([old, young], [young.id], NOW)).toEqual([old]);
  expect(channelsNotKept([old, young], [], NOW)).toEqual([old, young]);
});
