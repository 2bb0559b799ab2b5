// Reads a QR code back from its drawn modules, as a phone would from clean paper: up to version 3 with level M, no damage.
// ISO/IEC 18004:2015 §7.3 to §7.8 turned round; written apart from the library that draws them.

const QUIET = 4;
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

type IsDark = (row: number, column: number) => boolean;

/** §7.8.2: the eight patterns that turn modules over. */
const MASKS: readonly ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

/** Finders, timing, alignment and format information hold no data. */
function isFunction(size: number, row: number, column: number): boolean {
  const inCorner = (row < 9 && (column < 9 || column >= size - 8)) || (row >= size - 8 && column < 9);
  const aligned = size > 21 && Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2;
  return inCorner || row === 6 || column === 6 || aligned;
}

/** §7.7.3: two columns at a time from the right, up and down in turn, past the timing column. */
function dataBits(size: number, isDark: IsDark): string {
  // §7.9: the mask stands in three bits of the format information, which is itself turned over by 10101….
  const maskBits = [!isDark(8, 2), isDark(8, 3), !isDark(8, 4)];
  const mask = MASKS[maskBits.reduce((number, bit) => number * 2 + (bit ? 1 : 0), 0)];
  let bits = '';
  let up = true;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (isFunction(size, row, column)) continue;
        bits += isDark(row, column) !== mask?.(row, column) ? '1' : '0';
      }
    }
    up = !up;
  }
  return bits;
}

/** §7.4: the first segment, in alphanumeric or byte mode. */
function firstSegment(bits: string): string {
  let at = 0;
  const take = (length: number) => {
    at += length;
    return Number.parseInt(bits.slice(at - length, at), 2);
  };
  const mode = take(4);
  if (mode === 4) {
    return Buffer.from(Array.from({ length: take(8) }, () => take(8))).toString('latin1');
  }
  if (mode !== 2) throw new Error(`a segment of mode ${mode} is not read here`);
  let text = '';
  for (let left = take(9); left > 0; left -= 2) {
    const value = left === 1 ? take(6) : take(11);
    text += left === 1 ? ALPHANUMERIC[value] : `${ALPHANUMERIC[Math.floor(value / 45)]}${ALPHANUMERIC[value % 45]}`;
  }
  return text;
}

/** @param path the drawing: `M4 4h1v1h-1z` for each dark module. @param size modules to a side, quiet zone included. */
export function readQrCode(path: string, size: number): string {
  const inner = size - 2 * QUIET;
  if (![21, 25, 29].includes(inner)) throw new Error(`${inner} modules are no version that is read here`);
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
  return firstSegment(dataBits(inner, (row, column) => dark.has(`${column + QUIET} ${row + QUIET}`)));
}
