// VAPID: the token names the push service and whoever sends, for half a day, and verifies under the key beside it.

import { createECDH, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { systemRandom } from './random.ts';
import { createVapid, makeVapidKey } from './vapid.ts';

const NOW = 1_800_000_000_500;

test('the token is for one push service and half a day, and verifies under the key sent with it', () => {
  const vapid = createVapid(makeVapidKey(systemRandom));
  const said = vapid.authorization('https://push.example.net:8443/send/abc', 'https://account.example.com', NOW);
  const [, token = '', k = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(said) ?? [];
  expect(k).toBe(vapid.publicKey);
  const [header = '', claims = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  expect(read(header)).toEqual({ typ: 'JWT', alg: 'ES256' });
  const exp = 1_800_000_000 + 12 * 60 * 60;
  expect(read(claims)).toEqual({ aud: 'https://push.example.net:8443', exp, sub: 'https://account.example.com' });
  const point = Buffer.from(k, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const check = (text: string) =>
    verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  expect([check(`${header}.${claims}`), check(`${header}.${claims}x`)]).toEqual([true, false]);
});

test('the public key belongs to the private one; a number that is no key is drawn again', () => {
  const good = new Uint8Array(32).fill(7);
  const drawn = [new Uint8Array(32), new Uint8Array(32).fill(255), good];
  const made = makeVapidKey({ ...systemRandom, bytes: () => drawn.shift() as Uint8Array<ArrayBuffer> });
  expect(made).toEqual(good);
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(good);
  expect(createVapid(made).publicKey).toBe(pair.getPublicKey('base64url'));
});
