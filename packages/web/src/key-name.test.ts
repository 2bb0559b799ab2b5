import { describe, expect, test } from 'vitest';
import { freeName, kindOfKey } from './key-name.ts';

const LINUX = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0';
const made = (authenticatorAttachment: string | null, transports?: string[]) => ({
  id: 'a',
  rawId: 'a',
  type: 'public-key' as const,
  authenticatorAttachment,
  response: { clientDataJSON: '', attestationObject: '', ...(transports ? { transports } : {}) },
});

describe('a new key', () => {
  test('that was plugged in or held to the device is a security key', () => {
    expect(kindOfKey(made('cross-platform', ['usb', 'nfc']), LINUX)).toBe('security-key');
    expect(kindOfKey(made('cross-platform'), LINUX)).toBe('security-key');
  });

  test('that answered from another device is a phone', () => {
    expect(kindOfKey(made('cross-platform', ['hybrid', 'internal']), LINUX)).toBe('phone');
  });

  test.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', 'iphone'],
    ['Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X)', 'ipad'],
    ['Mozilla/5.0 (Linux; Android 17; Pixel 11)', 'android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'mac'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
    [LINUX, 'linux'],
    ['', 'other'],
  ])('in the device of “%s” is named by it: %s', (userAgent, kind) => {
    expect(kindOfKey(made('platform', ['internal']), userAgent)).toBe(kind);
    expect(kindOfKey(made(null), userAgent)).toBe(kind);
  });

  test('never takes a name that another key bears', () => {
    expect(freeName('Security key', [])).toBe('Security key');
    expect(freeName('Security key', ['Security key'])).toBe('Security key 2');
    expect(freeName('Security key', ['Security key 2', 'Security key'])).toBe('Security key 3');
  });
});
