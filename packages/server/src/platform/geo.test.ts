import { describe, expect, it } from 'vitest';
import { createGeo, GEO_CREDIT } from './geo.ts';

const geo = createGeo();

describe('the country of an address', () => {
  it('is known for IPv4, IPv6, and IPv4 mapped into IPv6', () => {
    expect(geo.country('8.8.8.8')).toEqual({ code: 'US', name: 'United States' });
    expect(geo.country('::ffff:8.8.8.8')).toEqual({ code: 'US', name: 'United States' });
    expect(geo.country('2a00:1450:4001::1')).toEqual({ code: 'DE', name: 'Germany' });
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.1.1', 'fe80::1%eth0', 'fd00::1', '100.64.0.1', '203.0.113.9'])(
    'is unknown where no country is: %s',
    (ip) => expect(geo.country(ip)).toBeNull(),
  );

  it.each(['', 'nonsense', '8.8.8', '0x08080808', '8.8.8.8/8'])('is unknown for %j, which is no address', (ip) => {
    expect(geo.country(ip)).toBeNull();
  });

  it('comes with the credit that its licence asks for', () => {
    expect(GEO_CREDIT).toEqual({ text: 'IP geolocation by DB-IP', url: 'https://db-ip.com' });
  });
});
