// The alphabet of what a person prints and types back: no letter to misread, shown in groups of four.

export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const GROUP_LENGTH = 4;

/** `7K2Q 9DXM …` from values of 0 to 31. */
export const showSymbols = (values: readonly number[]): string =>
  (
    values
      .map((value) => SYMBOLS[value])
      .join('')
      .match(/.{1,4}/g) ?? []
  ).join(' ');

/** What was typed, as it was shown: capitals, spaces and dashes do not matter; i and l read as 1, o as 0. */
export const readSymbols = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
