import { describe, expect, it } from 'vitest';
import { createClientIp, isLoopback, isSpecialUse, networkOf, normaliseIp } from './network.ts';

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('has one spelling: %s is %s', (text, spelled) => expect(normaliseIp(text)).toBe(spelled));

  it.each([
    '',
    'localhost',
    '1.2.3',
    '0x7f.1',
    '2130706433',
    '192.0.2.01',
    '192.0.2.256',
    '::g',
    '192.0.2.1:80',
    '::192.0.2.1',
    ' 192.0.2.1',
  ])('is not made of %j', (text) => expect(normaliseIp(text)).toBeNull());
});

describe('a network', () => {
  it('is one address of IPv4, however it is spelled', () => {
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });

  it('is a /64 of IPv6, so that a line cannot dodge a throttle by changing its address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:DB8:1:2:ffff::1')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8:1:3::1')).not.toBe('2001:db8:1:2::/64');
  });
});

describe('a special address', () => {
  it.each([
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.0.0.1', '192.0.2.1'],
    ...['192.168.0.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '100::1'],
    ...[
      '2001::1',
      '2001:db8::1',
      '2002:a00:1::1',
      '3fff::1',
      '4000::1',
      '5f00::1',
      '::8.8.8.8',
      'fc00::1',
      'fd12::1',
      'fe80::1',
      'fec0::1',
      'ff02::1',
    ],
    ...['nonsense', '', 'localhost'],
  ])('is %s', (ip) => expect(isSpecialUse(ip)).toBe(true));

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
  ])('is not %s', (ip) => expect(isSpecialUse(ip)).toBe(false));

  it("is this machine's own from 127.0.0.0/8 and ::1 alone", () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '::2', '0.0.0.0', 'localhost'].some(isLoopback)).toBe(false);
  });
});

describe('the client of a request', () => {
  const clientIp = createClientIp(['10.0.0.0/8', '::1', 'fd00::/8']);

  it('is the peer when no proxy is configured, whatever the header says', () => {
    expect(createClientIp([])('198.51.100.7', '1.1.1.1')).toBe('198.51.100.7');
  });

  it('is the peer when the peer is no proxy of ours', () => {
    expect(clientIp('198.51.100.7', '1.1.1.1')).toBe('198.51.100.7');
  });

  it('is what our proxy wrote, and never what was there before it', () => {
    expect(clientIp('10.0.0.1', '1.1.1.1')).toBe('1.1.1.1');
    expect(clientIp('10.0.0.1', '6.6.6.6, 1.1.1.1')).toBe('1.1.1.1');
    expect(clientIp('::ffff:10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.9, fd00::2')).toBe('1.1.1.1');
  });

  it('is the outermost of our proxies when they wrote no other', () => {
    expect(clientIp('10.0.0.1', undefined)).toBe('10.0.0.1');
    expect(clientIp('10.0.0.1', '10.0.0.2, 10.0.0.3')).toBe('10.0.0.2');
  });

  it('is the last address that is known when a proxy wrote nonsense', () => {
    expect(clientIp('10.0.0.1', '1.1.1.1, unknown, 10.0.0.2')).toBe('10.0.0.2');
    expect(clientIp('10.0.0.1', '')).toBe('10.0.0.1');
  });

  it('is read without the port that some proxies add, in its one spelling', () => {
    expect(clientIp('10.0.0.1', '1.1.1.1:4711')).toBe('1.1.1.1');
    expect(clientIp('10.0.0.1', '[2606:4700:0::1111]:443')).toBe('2606:4700::1111');
    expect(clientIp('10.0.0.1', '::ffff:1.1.1.1')).toBe('1.1.1.1');
  });

  it('cannot be told where the list of proxies is wrong', () => {
    for (const wrong of ['10.0.0.0/33', '10.0.0.0/x', 'proxy', '10.0.0', 'fd00::/129', '10.0.0.0/']) {
      expect(() => createClientIp([wrong])).toThrow(wrong);
    }
  });
});
