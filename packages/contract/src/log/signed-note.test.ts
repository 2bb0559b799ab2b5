import { createHash, createPublicKey, generateKeyPairSync, sign as signWith, verify as verifyWith } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';
import { cosignedMessage } from './cosignature.ts';
import {
  formatNote,
  formatNoteKey,
  keyIdOf,
  type NoteKey,
  parseNote,
  parseNoteKey,
  parseSignatures,
  type SignedNote,
  signNote,
  type VerifySignature,
  verifyCosigners,
  verifyNote,
} from './signed-note.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

const spki = (key: Uint8Array, head: string) =>
  createPublicKey({ key: Buffer.concat([Buffer.from(head, 'hex'), key]), format: 'der', type: 'spki' });
const verify: VerifySignature = async (publicKey, message, signature, algorithm) => {
  const head = algorithm === 'ed25519' ? '302a300506032b6570032100' : '30820532300b06096086480165030403110382052100';
  return verifyWith(null, message, spki(publicKey, head), signature);
};

// The worked example of C2SP signed-note.
const SPEC_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SPEC_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

function signer(name: string, type: NoteKey['type']) {
  const isPostQuantum = type === 'cosignature-ml-dsa-44';
  const { publicKey, privateKey } = isPostQuantum ? generateKeyPairSync('ml-dsa-44') : generateKeyPairSync('ed25519');
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(isPostQuantum ? -1312 : -32);
  const key: NoteKey = { name, type, publicKey: bytes };
  const sign = (text: string, atSeconds: number | null) =>
    signNote(sha256, key, (message) => signWith(null, message, privateKey), text, atSeconds ?? 0);
  return { key, sign };
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

const ROOT = toBase64(new Uint8Array(32).fill(7));
const CHECKPOINT = `log.example\n5\n${ROOT}\n`;
const AT = 1_700_000_000;

describe('an ML-DSA-44 cosignature', () => {
  const witness = signer('w.example', 'cosignature-ml-dsa-44');
  const line = witness.sign(CHECKPOINT, AT);
  const note: SignedNote = { text: CHECKPOINT, signatures: [line] };

  it('is over the cosigner’s name, time, log, size and root, in the order of the specification', () => {
    const message = Buffer.from(cosignedMessage('w.example', CHECKPOINT, AT) ?? []);
    const expected = Buffer.concat([
      Buffer.from('subtree/v1\n\0'),
      Buffer.from('\x09w.example'),
      Buffer.from('000000006553f100', 'hex'),
      Buffer.from('\x0blog.example'),
      Buffer.from('0000000000000000' + '0000000000000005', 'hex'),
      Buffer.alloc(32, 7),
    ]);
    expect(message).toEqual(expected);
  });

  it('verifies, under a key that is written in one line and read back', async () => {
    expect(await verifyNote(sha256, verify, parsed(formatNote(note)), witness.key)).toEqual({ atSeconds: AT });
    expect(parseNoteKey(sha256, formatNoteKey(sha256, witness.key))?.type).toBe('cosignature-ml-dsa-44');
  });

  it.each<[string, (signature: Uint8Array) => Uint8Array, string, string]>([
    ['with its time changed', (s) => s.with(7, (s[7] ?? 0) ^ 1), CHECKPOINT, 'w.example'],
    ['with a bit flipped', (s) => s.with(2000, (s[2000] ?? 0) ^ 1), CHECKPOINT, 'w.example'],
    ['cut short', (s) => s.slice(0, -1), CHECKPOINT, 'w.example'],
    ['with a byte more', (s) => Uint8Array.of(...s, 0), CHECKPOINT, 'w.example'],
    ['without its time', (s) => s.slice(8), CHECKPOINT, 'w.example'],
    ['of another size of the log', (s) => s, CHECKPOINT.replace('5', '6'), 'w.example'],
    ['of another log', (s) => s, CHECKPOINT.replace('log', 'lag'), 'w.example'],
    ['of another root', (s) => s, CHECKPOINT.replace(ROOT, toBase64(new Uint8Array(32))), 'w.example'],
    ['under a text that is no checkpoint', (s) => s, 'text\n', 'w.example'],
    ['under another cosigner’s name', (s) => s, CHECKPOINT, 'x.example'],
    ['at a time beyond what counts exactly', (s) => s.with(0, 255), CHECKPOINT, 'w.example'],
  ])('%s is refused', async (_, change, text, name) => {
    const key = { ...witness.key, name };
    const given = {
      ...witness.sign(CHECKPOINT, AT),
      name,
      keyId: keyIdOf(sha256, key),
      signature: change(line.signature),
    };
    expect(await verifyNote(sha256, verify, { text, signatures: [given] }, key)).toBeNull();
  });

  it('verifies under the key of the published seed, and not with one bit of the signature wrong', async () => {
    const { vectors } = JSON.parse(
      readFileSync(new URL('../../../../test/vectors/c2sp/httpsig-pq-vectors.json', import.meta.url), 'utf8'),
    ) as { readonly vectors: readonly Readonly<Record<string, string>>[] };
    const published = vectors.find(({ algorithm }) => algorithm === 'ml-dsa-44') ?? {};
    const bytes = (name: string) => fromBase64(published[name] ?? '') ?? new Uint8Array();
    const [key, base, signature] = [
      bytes('public_key_base64'),
      bytes('signature_base_base64'),
      bytes('deterministic_signature_base64'),
    ];
    expect(await verify(key, base, signature, 'ml-dsa-44')).toBe(true);
    expect(await verify(key, base, signature.with(9, (signature[9] ?? 0) ^ 1), 'ml-dsa-44')).toBe(false);
  });
});

describe('cosigners', () => {
  it('count once for each name, however many keys it has, and only where they verify', async () => {
    const [one, also, two, absent] = [
      signer('one.example', 'cosignature'),
      signer('one.example', 'cosignature-ml-dsa-44'),
      signer('two.example', 'cosignature'),
      signer('three.example', 'cosignature'),
    ];
    const log = signer('log.example', 'ed25519');
    const stolen = { ...absent.sign(CHECKPOINT, AT), signature: two.sign(CHECKPOINT, AT).signature };
    const signatures = [
      log.sign(CHECKPOINT, null),
      ...[one, also, two].map(({ sign }) => sign(CHECKPOINT, AT)),
      stolen,
    ];
    const keys = [one, also, two, absent, log].map(({ key }) => key);
    const found = await verifyCosigners(sha256, verify, { text: CHECKPOINT, signatures }, keys);
    expect(found.map(({ name }) => name)).toEqual(['one.example', 'two.example']);
  });

  it('answer in lines that stand alone, and in nothing else', () => {
    const { sign } = signer('one.example', 'cosignature');
    const [, line = ''] = formatNote({ text: CHECKPOINT, signatures: [sign(CHECKPOINT, AT)] }).split('\n\n');
    expect(parseSignatures(line)).toHaveLength(1);
    for (const text of ['', '\n', line.slice(0, -1), `${line}\n`, `no\n${line}`])
      expect(parseSignatures(text)).toBeNull();
  });
});
