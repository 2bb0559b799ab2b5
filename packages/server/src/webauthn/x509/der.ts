// Reads ASN.1 DER (X.690 §10): definite lengths in their shortest form, each element within its parent, nothing left over.

export interface DerElement {
  /** 0 universal, 2 context-specific (X.690 §8.1.2.2). */
  readonly tagClass: number;
  readonly constructed: boolean;
  readonly tag: number;
  readonly body: Uint8Array;
}

export const BOOLEAN = 1;
const INTEGER = 2;
export const OCTET_STRING = 4;
const OBJECT_IDENTIFIER = 6;
export const SEQUENCE = 16;
export const SET = 17;

/** @throws when the bytes are not exactly one element. */
export function readDer(bytes: Uint8Array): DerElement {
  const [element, ...more] = readAll(bytes);
  if (!element || more.length > 0) throw new Error('not one DER element');
  return element;
}

/** The elements inside a constructed one. @throws when it is primitive or malformed. */
export function childrenOf(element: DerElement): DerElement[] {
  if (!element.constructed) throw new Error('a primitive DER element has no children');
  return readAll(element.body);
}

/** The contents of a universal element of the given type. @throws when it is of another. */
export function expectType(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tagClass !== 0 || element.tag !== tag) throw new Error('a DER element of another type');
  return element;
}

/** Dotted decimal. @throws when it is no object identifier. */
export function readOid(element: DerElement | undefined): string {
  const { body } = expectType(element, OBJECT_IDENTIFIER);
  const arcs: number[] = [];
  let arc = 0;
  for (const [index, byte] of body.entries()) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new Error('an object identifier beyond measure');
    if (byte & 0x80) {
      if (index === body.length - 1) throw new Error('an object identifier that does not end');
      continue;
    }
    if (arcs.length === 0) {
      const first = Math.min(Math.floor(arc / 40), 2);
      arcs.push(first, arc - first * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** An INTEGER that is small and not negative. @throws for any other. */
export function readSmallInteger(element: DerElement | undefined): number {
  const { body } = expectType(element, INTEGER);
  if (body.length === 0 || body.length > 5 || (body[0] ?? 0) & 0x80) throw new Error('not a small DER integer');
  return body.reduce((sum, byte) => sum * 256 + byte, 0);
}

function readAll(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  let at = 0;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error('DER ends too soon');
    return byte;
  };
  while (at < bytes.length) {
    const identifier = next();
    let tag = identifier & 0x1f;
    if (tag === 0x1f) {
      tag = 0;
      let part: number;
      do {
        part = next();
        tag = tag * 128 + (part & 0x7f);
        if (tag > 0xffff) throw new Error('a DER tag beyond measure');
      } while (part & 0x80);
    }
    const length = readLength(next);
    if (at + length > bytes.length) throw new Error('DER ends too soon');
    const body = bytes.subarray(at, at + length);
    elements.push({ tagClass: identifier >> 6, constructed: (identifier & 0x20) !== 0, tag, body });
    at += length;
  }
  return elements;
}

function readLength(next: () => number): number {
  const first = next();
  if (first < 0x80) return first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new Error('a DER length of no definite form');
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + next();
  if (length < 0x80 || length < 256 ** (count - 1)) throw new Error('a DER length that is not the shortest');
  return length;
}
