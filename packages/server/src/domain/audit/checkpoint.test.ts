import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Codec, checkpointNote, checkpointText, formatLogKey } from './checkpoint.ts';

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const codec: Codec = {
  encode: (text) => Buffer.from(text),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  bytes: (base64) => Buffer.from(base64, 'base64'),
};

it('a key is spelt as C2SP signed-note’s own example spells it', () => {
  const spelt = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  const publicKey = Buffer.from(spelt.split('+')[2] ?? '', 'base64').subarray(1);
  expect(formatLogKey(sha256, codec, { name: 'example.com/foo', publicKey })).toBe(spelt);
});

it('a checkpoint is its log’s name, size and root, a line each, an empty line and a signature', () => {
  const text = checkpointText(codec, 'example.com/log', 12, new Uint8Array(32));
  expect(text).toBe(`example.com/log\n12\n${'A'.repeat(43)}=\n`);
  const key = { name: 'example.com/log', publicKey: new Uint8Array(32) };
  const note = checkpointNote(sha256, codec, key, text, new Uint8Array(64));
  expect(note).toMatch(/^example\.com\/log\n12\nA{43}=\n\n— example\.com\/log [A-Za-z0-9+/]+={0,2}\n$/);
});
