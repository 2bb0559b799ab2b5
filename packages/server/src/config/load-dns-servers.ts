// The DNS servers that are asked for the names of others: each an address, with a port where it is not 53.

import { isIP } from 'node:net';
import type { Settings } from './schema.ts';

const WITH_PORT = /^(?:\[(?<six>[^\]]+)\]|(?<four>[0-9.]+)):(?<port>[0-9]{1,5})$/;

/** As node:dns takes them. */
export function loadDnsServers(given: Settings, problems: string[]): readonly string[] {
  const servers = given.HOLDFAST_DNS_SERVERS ?? [];
  for (const server of servers) {
    if (isServer(server)) continue;
    problems.push(`HOLDFAST_DNS_SERVERS: ${server} is no address, such as 192.0.2.53 or [2001:db8::53]:5353.`);
  }
  return servers;
}

function isServer(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const { six, four, port } = WITH_PORT.exec(text)?.groups ?? {};
  const number = Number(port);
  return isIP(six ?? four ?? '') === (six === undefined ? 4 : 6) && number > 0 && number < 65_536;
}
