// Cosignatures as the server makes and reads them, checked by the code that shares nothing with it.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  cosignedMessage,
  formatNoteKey,
  type NoteKey,
  parseSignatures,
  signedBytes,
  signNote,
} from '../../../../contract/src/log.ts';
import { type Codec, checkpointText } from './checkpoint.ts';
import {
  type CosignerKey,
  cosignatureLine,
  cosignedBytes,
  cosignerId,
  findCosignature,
  formatCosignerKey,
  parseCosignerKey,
  quorumOf,
} from './cosigner.ts';

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const codec: Codec = {
  encode: (text) => Buffer.from(text),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  bytes: (base64) => Buffer.from(base64, 'base64'),
};
const AT = 1_700_000_000;
const head = { origin: 'log.example/log', size: 77, root: new Uint8Array(32).fill(9) };
const text = checkpointText(codec, head.origin, head.size, head.root);

function make(algorithm: CosignerKey['algorithm']) {
  const isPostQuantum = algorithm === 'ml-dsa-44';
  const { publicKey, privateKey } = isPostQuantum ? generateKeyPairSync('ml-dsa-44') : generateKeyPairSync('ed25519');
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(isPostQuantum ? -1312 : -32);
  const key: CosignerKey = { name: 'w.example/w1', algorithm, publicKey: bytes };
  const type = isPostQuantum ? 'cosignature-ml-dsa-44' : 'cosignature';
  const theirs: NoteKey = { name: key.name, type, publicKey: bytes };
  return { key, theirs, sign: (message: Uint8Array) => sign(null, message, privateKey) };
}

describe.each(['ed25519', 'ml-dsa-44'] as const)('a cosignature of %s', (algorithm) => {
  const { key, theirs, sign } = make(algorithm);

  it('is over the bytes that the checks of the log expect, and is written as they write it', () => {
    const expected = algorithm === 'ed25519' ? signedBytes(text, AT) : cosignedMessage(key.name, text, AT);
    const bytes = cosignedBytes(codec, key, head, text, AT);
    expect(Buffer.from(bytes)).toEqual(Buffer.from(expected ?? []));
    const [parsed] = parseSignatures(cosignatureLine(sha256, codec, key, AT, sign(bytes))) ?? [];
    const { keyId, signature } = signNote(sha256, theirs, sign, text, AT);
    expect(parsed?.keyId.join()).toBe(keyId.join());
    expect(parsed?.signature.length).toBe(signature.length);
    expect(parsed?.signature.slice(0, 8).join()).toBe(signature.slice(0, 8).join());
  });

  it('is found among the lines that a witness answers with, by name and key id', () => {
    const line = cosignatureLine(sha256, codec, key, AT, sign(Buffer.from('x')));
    const other = cosignatureLine(sha256, codec, make(algorithm).key, AT, sign(Buffer.from('x')));
    expect(findCosignature(sha256, codec, key, `${other}${line}`)).toMatchObject({ line, atSeconds: AT });
    expect(findCosignature(sha256, codec, key, other)).toBeNull();
    expect(findCosignature(sha256, codec, key, line.replace('w.example', 'x.example'))).toBeNull();
    expect(findCosignature(sha256, codec, key, `${line.slice(0, -9)}\n`)).toBeNull();
    expect(findCosignature(sha256, codec, key, '')).toBeNull();
  });

  it('has a key that is spelt as the checks of the log spell it, and nothing else is one', () => {
    const line = formatCosignerKey(sha256, codec, key);
    expect(line).toBe(formatNoteKey(sha256, theirs));
    expect(parseCosignerKey(sha256, codec, line)).toMatchObject({ name: key.name, algorithm });
    expect(line.startsWith(`${cosignerId(sha256, codec, key)}+`)).toBe(true);
    for (const wrong of ['', line.slice(1), `${line}A`, line.replace('+', '+0'), line.slice(0, -8)]) {
      expect(parseCosignerKey(sha256, codec, wrong), wrong.slice(0, 40)).toBeNull();
    }
  });
});

it('a log’s own key is no cosigner’s', () => {
  const line = formatNoteKey(sha256, { name: 'a', type: 'ed25519', publicKey: new Uint8Array(32) });
  expect(parseCosignerKey(sha256, codec, line)).toBeNull();
});

it('any two quorums of the same witnesses share one of them', () => {
  for (let witnesses = 1; witnesses < 20; witnesses++) {
    expect(2 * quorumOf(witnesses)).toBeGreaterThan(witnesses);
    expect(quorumOf(witnesses)).toBeLessThanOrEqual(witnesses);
  }
});
