import { createHash, createPublicKey, generateKeyPairSync, sign, verify as verifyWith } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  formatNote,
  formatNoteKey,
  fromBase64,
  keyIdOf,
  type NoteKey,
  parseNote,
  parseNoteKey,
  type SignedNote,
  signedBytes,
  toBase64,
  verifyNote,
} from './signed-note.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

const verify = async (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verifyWith(null, message, key, signature);
};

// The worked example of C2SP signed-note.
const SPEC_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SPEC_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

function signer(name: string, type: NoteKey['type']) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key: NoteKey = { name, type, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32) };
  return {
    key,
    sign: (text: string, atSeconds: number | null) => {
      const bare = sign(null, signedBytes(text, atSeconds), privateKey);
      const time = Buffer.alloc(atSeconds === null ? 0 : 8);
      if (atSeconds !== null) time.writeBigUInt64BE(BigInt(atSeconds));
      return { name, keyId: keyIdOf(sha256, key), signature: new Uint8Array(Buffer.concat([time, bare])) };
    },
  };
}

const parsed = (note: string): SignedNote => {
  const is = parseNote(note);
  if (!is) throw new Error('not a note');
  return is;
};

describe('a signed note', () => {
  it('verifies where the specification’s example does, and not with one letter changed', async () => {
    const key = parseNoteKey(sha256, SPEC_KEY) as NoteKey;
    expect(key).toMatchObject({ name: 'example.com/foo', type: 'ed25519' });
    expect(await verifyNote(sha256, verify, parsed(SPEC_NOTE), key)).toEqual({ atSeconds: null });
    expect(await verifyNote(sha256, verify, parsed(SPEC_NOTE.replace('an', 'An')), key)).toBeNull();
    expect(formatNoteKey(sha256, key)).toBe(SPEC_KEY);
    expect(formatNote(parsed(SPEC_NOTE))).toBe(SPEC_NOTE);
  });

  it('is verified by the key that is asked about, whoever else signed', async () => {
    const [log, witness, stranger] = [
      signer('log.example', 'ed25519'),
      signer('w.example', 'cosignature'),
      signer('log.example', 'ed25519'),
    ];
    const text = 'log.example\n1\nAAAA\n';
    const note = {
      text,
      signatures: [stranger.sign(text, null), log.sign(text, null), witness.sign(text, 1_700_000_000)],
    };
    expect(await verifyNote(sha256, verify, note, log.key)).toEqual({ atSeconds: null });
    expect(await verifyNote(sha256, verify, note, witness.key)).toEqual({ atSeconds: 1_700_000_000 });
    const absent = signer('log.example', 'ed25519');
    expect(await verifyNote(sha256, verify, note, absent.key)).toBeNull();
  });

  it('a cosignature’s time cannot be changed, nor its signature be taken for a plain one', async () => {
    const witness = signer('w.example', 'cosignature');
    const text = 'log.example\n1\nAAAA\n';
    const signature = witness.sign(text, 1_700_000_000);
    const later = new Uint8Array(signature.signature);
    later[7] = (later[7] ?? 0) ^ 1;
    const note = (bytes: Uint8Array): SignedNote => ({ text, signatures: [{ ...signature, signature: bytes }] });
    expect(await verifyNote(sha256, verify, note(later), witness.key)).toBeNull();
    expect(await verifyNote(sha256, verify, note(signature.signature.slice(8)), witness.key)).toBeNull();
    const plain: NoteKey = { ...witness.key, type: 'ed25519' };
    expect(await verifyNote(sha256, verify, note(signature.signature), plain)).toBeNull();
  });

  it.each([
    ['no empty line', 'text\n— a AAAAAAA=\n'],
    ['no signature', 'text\n\n'],
    ['no last line feed', 'text\n\n— a AAAAAAA='],
    ['a control character', 'te\u0007xt\n\n— a AAAAAAA=\n'],
    ['a carriage return', 'text\r\n\n— a AAAAAAA=\n'],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAA=\n'],
    ['a signature that is not base64', 'text\n\n— a AAA\n'],
    ['a signature with nothing after the key id', 'text\n\n— a AAAAAA==\n'],
    ['a name with a plus', 'text\n\n— a+b AAAAAAA=\n'],
    ['a hundred and one signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
  ])('with %s is not one', (_, note) => {
    expect(parseNote(note)).toBeNull();
  });

  it('a key whose id is not its own, whose type is unknown or whose length is off is no key', () => {
    const [name = '', id = '', key = ''] = SPEC_KEY.split('+');
    for (const line of [
      `${name}+530d903b+${key}`,
      `other${name}+${id}+${key}`,
      `${name}+${id}+${toBase64(Uint8Array.of(9, ...(fromBase64(key) ?? []).slice(1)))}`,
      `${name}+${id}+${toBase64((fromBase64(key) ?? new Uint8Array()).slice(0, 20))}`,
      '',
      SPEC_KEY.slice(1, 20),
    ]) {
      expect(parseNoteKey(sha256, line), line).toBeNull();
    }
  });

  it('base64 is read in its one true spelling', () => {
    expect(fromBase64('AAA=')).toEqual(Uint8Array.of(0, 0));
    for (const text of ['AAB=', 'AAA', 'A===', 'AA-_', ' AAA=', 'AAA=\n']) expect(fromBase64(text), text).toBeNull();
  });
});
