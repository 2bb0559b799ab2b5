import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { constantTimeEqual, createKeyRing } from './key-ring.ts';
import { systemRandom } from './random.ts';

const one = { version: '1', secret: systemRandom.bytes(32) };
const two = { version: '2', secret: systemRandom.bytes(32) };
const before = createKeyRing([one], systemRandom);
const rotated = createKeyRing([two, one], systemRandom);
const after = createKeyRing([two], systemRandom);

describe('mac', () => {
  it('differs by purpose, by data and by version', () => {
    const macs = [
      rotated.mac('session', 'data'),
      rotated.mac('link', 'data'),
      rotated.mac('session', 'other'),
      rotated.mac('session', 'data', '1'),
    ].map((mac) => mac?.toString('hex'));
    expect(new Set(macs).size).toBe(4);
    expect(macs.every((mac) => mac?.length === 64)).toBe(true);
  });

  it('is the same for text and its bytes, and the same each time', () => {
    expect(before.mac('session', 'é')).toEqual(before.mac('session', Buffer.from('é', 'utf8')));
  });

  it('keeps checking what an older secret made, until that secret is dropped', () => {
    const made = before.mac('session', 'data');
    expect(rotated.mac('session', 'data', '1')).toEqual(made);
    expect(after.mac('session', 'data', '1')).toBeNull();
  });

  it('is made by the first secret of the ring', () => {
    expect(rotated.version).toBe('2');
    expect(rotated.mac('session', 'data')).toEqual(after.mac('session', 'data', '2'));
  });

  it('never uses the secret itself as a key', () => {
    const ring = createKeyRing([one], systemRandom);
    const derived = hkdfSync('sha256', one.secret, new Uint8Array(0), 'holdfast/1/mac/session', 32);
    const again = createKeyRing([{ version: '1', secret: new Uint8Array(derived) }], systemRandom);
    expect(ring.mac('session', 'data')).not.toEqual(again.mac('session', 'data'));
  });
});

describe('seal and open', () => {
  it('gives back what was sealed', () => {
    const sealed = rotated.seal('outbox', 'a mail to é');
    expect(sealed).toMatch(/^2\.[A-Za-z0-9_-]+$/);
    expect(sealed).not.toContain('mail');
    expect(rotated.open('outbox', sealed)?.toString('utf8')).toBe('a mail to é');
    expect(rotated.open('outbox', rotated.seal('outbox', new Uint8Array(0)))).toHaveLength(0);
  });

  it('never seals the same thing alike twice', () => {
    expect(rotated.seal('outbox', 'x')).not.toBe(rotated.seal('outbox', 'x'));
  });

  it('opens for its own purpose alone', () => {
    expect(rotated.open('totp', rotated.seal('outbox', 'x'))).toBeNull();
  });

  it('opens what an older secret sealed, until that secret is dropped', () => {
    const sealed = before.seal('totp', 'x');
    expect(rotated.open('totp', sealed)?.toString()).toBe('x');
    expect(after.open('totp', sealed)).toBeNull();
  });

  it('refuses a change of any character, and any other spelling of the same bytes', () => {
    const sealed = rotated.seal('totp', 'secret');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(rotated.open('totp', changed)).toBeNull();
    }
    expect(rotated.open('totp', `${sealed}=`)).toBeNull();
    expect(rotated.open('totp', `${sealed}\n`)).toBeNull();
    expect(rotated.open('totp', sealed.slice(0, -4))).toBeNull();
  });

  it('refuses whatever it never made', () => {
    for (const text of [
      '',
      '2',
      '2.',
      '2.AAAA',
      'x.AAAA',
      `9.${'A'.repeat(60)}`,
      `2.${'A'.repeat(60)}`,
      `${'A'.repeat(60)}`,
    ]) {
      expect(rotated.open('totp', text)).toBeNull();
    }
  });
});

describe('the ring', () => {
  it('refuses to be made of nothing, of short secrets, or of unclear versions', () => {
    expect(() => createKeyRing([], systemRandom)).toThrow('needs a secret');
    expect(() => createKeyRing([{ version: '1', secret: systemRandom.bytes(31) }], systemRandom)).toThrow('32 bytes');
    expect(() => createKeyRing([{ ...one, version: 'A' }], systemRandom)).toThrow('one character');
    expect(() => createKeyRing([{ ...one, version: '10' }], systemRandom)).toThrow('one character');
    expect(() => createKeyRing([one, { ...two, version: '1' }], systemRandom)).toThrow('twice');
  });

  it('does not lean on the array that it was given', () => {
    const secret = systemRandom.bytes(32);
    const ring = createKeyRing([{ version: '1', secret }], systemRandom);
    const made = ring.mac('session', 'data');
    secret.fill(0);
    expect(ring.mac('session', 'data')).toEqual(made);
    expect(ring.mac('link', 'data')).not.toEqual(
      createKeyRing([{ version: '1', secret: new Uint8Array(32) }], systemRandom).mac('link', 'data'),
    );
  });
});

it('two values are equal only if every byte and the length are', () => {
  expect(constantTimeEqual(Buffer.from('abc'), Buffer.from('abc'))).toBe(true);
  expect(constantTimeEqual(Buffer.from('abc'), Buffer.from('abd'))).toBe(false);
  expect(constantTimeEqual(Buffer.from('abc'), Buffer.from('abcd'))).toBe(false);
});
