// The live judgement of a recovery key that is being typed back.
import { expect, test } from 'vitest';
import { isWhole, readBack } from './read-back.ts';

const SLIPS = ['7K2Q 9DXM T4WB 8HNV C3RJ 6YFA ZP5E', 'M8VC 3XTP 5QJ9 KD2W R7NB 4HGY 6FZA'];

test('nothing typed is neither right nor wrong', () => {
  expect(readBack('', SLIPS)).toEqual({ right: 0, wrong: null });
});

test('whole groups count, a group half typed does not count and is not wrong', () => {
  expect(readBack('7K2Q 9DXM T4WB 8HN', SLIPS)).toEqual({ right: 3, wrong: null });
});

test('capitals, spaces and dashes do not matter', () => {
  expect(readBack('7k2q9dxm-t4wb', SLIPS)).toEqual({ right: 3, wrong: null });
});

test('either slip may be typed', () => {
  expect(readBack('M8VC 3XTP 5QJ9 KD2W R7NB 4HGY 6FZA', SLIPS)).toEqual({ right: 7, wrong: null });
});

test('the first wrong group is named, and the right ones after it still count', () => {
  expect(readBack('7K2Q 9DXX T4WB', SLIPS)).toEqual({ right: 2, wrong: 2 });
});

test('a group is wrong as soon as its letters leave the slip', () => {
  expect(readBack('7K2Q 9Z', SLIPS)).toEqual({ right: 1, wrong: 2 });
});

test('letters beyond the seventh group are wrong', () => {
  expect(readBack(`${SLIPS[0]} A`, SLIPS)).toEqual({ right: 7, wrong: 8 });
});

test('i and l read as 1, o as 0, as they do on the server', () => {
  expect(readBack('1010', ['1010 AAAA AAAA AAAA AAAA AAAA AAAA'])).toEqual({ right: 1, wrong: null });
  expect(readBack('ioLO', ['1010 AAAA AAAA AAAA AAAA AAAA AAAA'])).toEqual({ right: 1, wrong: null });
});

test('a key is whole with seven groups of four, however they are spelt', () => {
  expect(isWhole('7k2q-9dxm t4wb8hnv c3rj 6yfa zp5e')).toBe(true);
  expect(isWhole('7K2Q 9DXM T4WB 8HNV C3RJ 6YFA ZP5')).toBe(false);
  expect(isWhole('7K2Q 9DXM T4WB 8HNV C3RJ 6YFA ZP5EE')).toBe(false);
});
