// Push messages: the example of RFC 8291 §5 to the byte, what an independent implementation reads, and what fits.

import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makePushBrowser as browser } from '../../../../test/support/push-browser.ts';
import { arePushKeys, encryptPush, PUSH_BYTES_MAX } from './push-message.ts';
import { systemRandom } from './random.ts';

const b64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

describe('a push message', () => {
  it('is that of RFC 8291 §5, given its keys and salt', () => {
    const drawn = [b64('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'), b64('DGv6ra1nlYgDCS1FRnbzlw')];
    const random = { ...systemRandom, bytes: () => drawn.shift() as Uint8Array<ArrayBuffer> };
    const keys = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    };
    expect(encryptPush(keys, 'When I grow up, I want to be a watermelon', { random }).toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    );
  });

  it('is read by another implementation with the browser’s keys, and by nobody else’s', () => {
    const { keys, read } = browser();
    const body = encryptPush(keys, 'Somebody signed in — “Ada”.', { random: systemRandom });
    expect(read(body)).toBe('Somebody signed in — “Ada”.');
    expect(() => browser().read(body)).toThrow();
  });

  it('has the same length whatever it says, up to what it is padded to', () => {
    const { keys, read } = browser();
    const sealed = ['', 'a', 'b'.repeat(900)].map((text) =>
      encryptPush(keys, text, { random: systemRandom, bytesMin: 1000 }),
    );
    expect(new Set(sealed.map(({ length }) => length)).size).toBe(1);
    expect(sealed.map((body) => read(body).length)).toEqual([0, 1, 900]);
  });

  it('fits into 4096 bytes, or is not made', () => {
    const { keys, read } = browser();
    const body = encryptPush(keys, 'x'.repeat(PUSH_BYTES_MAX), { random: systemRandom, bytesMin: 9999 });
    expect(body).toHaveLength(4096);
    expect(read(body)).toHaveLength(PUSH_BYTES_MAX);
    expect(() => encryptPush(keys, 'x'.repeat(PUSH_BYTES_MAX + 1), { random: systemRandom })).toThrow(RangeError);
  });
});

describe('the keys of a browser', () => {
  it('are good when both have their size and the point is on the curve', () => {
    const { keys } = browser();
    expect(arePushKeys(keys)).toBe(true);
    const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString('base64url');
    const compressed = createECDH('prime256v1');
    compressed.generateKeys();
    for (const wrong of [
      { ...keys, p256dh: offCurve },
      { ...keys, p256dh: compressed.getPublicKey('base64url', 'compressed') },
      { ...keys, p256dh: '' },
      { ...keys, auth: keys.auth.slice(4) },
      { ...keys, auth: `${keys.auth}==` },
      { ...keys, auth: `${keys.auth.slice(0, -1)}${'BCDE'.charAt('AQgw'.indexOf(keys.auth.slice(-1)))}` },
      { ...keys, p256dh: `${keys.p256dh}=` },
    ]) {
      expect(arePushKeys(wrong)).toBe(false);
    }
  });
});
