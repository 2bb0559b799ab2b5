import { expect, it } from 'vitest';
import { loadDnsServers } from './load-dns-servers.ts';

const load = (servers?: string[]) => {
  const problems: string[] = [];
  const given = servers === undefined ? {} : { HOLDFAST_DNS_SERVERS: servers };
  return { servers: loadDnsServers(given, problems), problems };
};

it('DNS servers are addresses, with or without a port; without any, the system’s are asked', () => {
  const good = ['192.0.2.53', '127.0.0.1:5353', '2001:db8::53', '[2001:db8::53]:5353'];
  expect(load(good)).toEqual({ servers: good, problems: [] });
  expect(load()).toEqual({ servers: [], problems: [] });
});

it('a DNS server that is no address is refused, and named', () => {
  for (const bad of ['dns.example', '192.0.2.53:0', '192.0.2.53:65536', '[192.0.2.53]:53', '2001:db8::53:x', '']) {
    expect(load([bad]).problems, bad).toEqual([expect.stringContaining(`HOLDFAST_DNS_SERVERS: ${bad} is no address`)]);
  }
});
