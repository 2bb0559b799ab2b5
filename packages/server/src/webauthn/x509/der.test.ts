import fc from 'fast-check';
import { expect, it } from 'vitest';
import { integer, octets, oid, sequence } from '../../../../../test/support/der.ts';
import { childrenOf, readDer, readOid, readSmallInteger } from './der.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

it('What was written is read', () => {
  const [number, name, text] = childrenOf(
    readDer(sequence(integer(2), oid('1.3.6.1.4.1.45724.1.1.4'), octets(bytes('abcd')))),
  );
  expect(readSmallInteger(number)).toBe(2);
  expect(readOid(name)).toBe('1.3.6.1.4.1.45724.1.1.4');
  expect(text?.body).toEqual(bytes('abcd'));
  expect(readDer(octets(Buffer.alloc(300))).body).toHaveLength(300);
  expect(readOid(readDer(bytes('0603883703')))).toBe('2.999.3');
});

it('A tag above thirty is read, as Android’s are', () => {
  expect(readDer(bytes('bf853e00'))).toMatchObject({ tagClass: 2, tag: 702, constructed: true });
});

it.each([
  ['nothing', ''],
  ['a length of no definite form', '30800000'],
  ['a length that is not the shortest', '30810100'],
  ['a length with a leading zero', '0482000101'],
  ['a body that ends too soon', '0403aabb'],
  ['something after it', '040100ff'],
  ['a tag without an end', 'bf85'],
])('%s is no DER element', (_name, hex) => {
  expect(() => readDer(bytes(hex))).toThrow();
});

it('Random bytes are read or refused, in bounded time, and never read past their end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (random) => {
      const walk = (element: ReturnType<typeof readDer>): number =>
        element.body.length +
        (element.constructed ? childrenOf(element).reduce((sum, child) => sum + walk(child), 0) : 0);
      try {
        expect(walk(readDer(random))).toBeLessThan(64 * 64);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect(error).not.toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 3000 },
  );
});

it('A number that is negative or large is no small one', () => {
  for (const hex of ['0201ff', '0200', '0206010000000000', '040101']) {
    expect(() => readSmallInteger(readDer(bytes(hex)))).toThrow();
  }
});
