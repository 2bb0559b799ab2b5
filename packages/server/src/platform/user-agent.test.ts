import { describe, expect, it } from 'vitest';
import { createDescribeUserAgent } from './user-agent.ts';

const describeUserAgent = createDescribeUserAgent();
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = `${webkit} Chrome/130.0.0.0`;

const KNOWN = [
  ['Chrome on Windows', 'desktop', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`],
  ['Edge on Windows', 'desktop', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/130.0.0.0`],
  [
    'Firefox on macOS',
    'desktop',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0; rv:130.0) Gecko/20100101 Firefox/130.0',
  ],
  ['Chrome on Linux', 'desktop', `Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36`],
  ['Chrome on Chrome OS', 'desktop', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`],
  ['Chrome on Android', 'phone', `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${chrome} Mobile Safari/537.36`],
  [
    'Safari on iPhone',
    'phone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${webkit} Version/18.0 Mobile/15E148 Safari/604.1`,
  ],
  [
    'Safari on iPad',
    'tablet',
    `Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) ${webkit} Version/18.0 Mobile/15E148 Safari/604.1`,
  ],
] as const;

describe('a browser', () => {
  it.each(KNOWN)('is called %s (%s)', (name, device, text) => {
    expect(describeUserAgent(text)).toMatchObject({ name, device });
    expect(describeUserAgent(text)).toBe(describeUserAgent(text));
  });

  it('is unknown when it says nothing, or nothing that is known', () => {
    for (const text of [undefined, '', 'curl/8.0', 'node', 'x'.repeat(100_000)]) {
      expect(describeUserAgent(text)).toEqual({
        browser: 'Unknown browser',
        os: '',
        device: 'unknown',
        name: 'Unknown browser',
      });
    }
  });

  it('cannot put words of its own into an alert', () => {
    for (const text of ['Acme-Support/1.0 (call +1 555 0100)', 'Your-Bank/9 Mozilla/5.0', '<script>/1.0']) {
      expect(describeUserAgent(text).name).toBe('Unknown browser');
    }
  });

  it('costs no more memory when each request names another', () => {
    const describeMany = createDescribeUserAgent();
    const first = `Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36`;
    const facts = describeMany(first);
    for (let i = 0; i < 1000; i += 1) describeMany(`curl/${i}`);
    expect(describeMany(first)).not.toBe(facts);
    expect(describeMany(first)).toEqual(facts);
  });
});
