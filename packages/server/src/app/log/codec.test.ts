import { expect, it } from 'vitest';
import { codec } from './codec.ts';

it('writes texts in UTF-8 and bytes in base64 with its padding', () => {
  expect([...codec.encode('é')]).toEqual([0xc3, 0xa9]);
  expect(codec.base64(Uint8Array.of(251, 255))).toBe('+/8=');
  expect(codec.bytes('+/8=')).toEqual(Buffer.of(251, 255));
  for (const text of ['+/9=', '+/8', '-_8=', ' +/8=']) expect(codec.bytes(text), text).toBeNull();
});
