// Addresses on the network: one spelling each, the range that a throttle counts, and whose forwarded headers count.

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Global unicast, RFC 4291 §2.4. What lies outside it is not on the internet, named or not. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** The one spelling of an address: IPv4 when it is mapped into IPv6, lower case, shortest, no zone. Null if it is none. */
export function normaliseIp(text: string): string | null {
  return parse(text)?.toString() ?? null;
}

/**
 * What a throttle counts as one network: an IPv4 address, or the /64 of an IPv6 address ('2001:db8:1:2::/64'), because
 * a single line is given that many. Text that is no address counts as itself.
 */
export function networkOf(ip: string): string {
  const address = parse(ip);
  if (address === null) return ip;
  if (address.kind() === 'ipv4') return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()}/64`;
}

/** Whether an address is anything but a public host: private, loopback, link-local, documentation, tunnels, multicast. */
export function isSpecialUse(ip: string): boolean {
  const address = parse(ip);
  if (address === null || address.range() !== 'unicast') return true;
  return address.kind() === 'ipv6' && !address.match(GLOBAL_UNICAST);
}

/** Whether an address is this machine's own. */
export function isLoopback(ip: string): boolean {
  return parse(ip)?.range() === 'loopback';
}

export type ClientIp = (socketIp: string, forwardedFor: string | undefined) => string;

/**
 * Reads a request's client address. X-Forwarded-For counts only while the hop that wrote it is a configured proxy: walk
 * from the right, stop at the first address that is none. What an untrusted hop wrote is never believed.
 * @param trusted addresses and CIDR ranges of the operator's own proxies
 * @throws when one of them is neither
 */
export function createClientIp(trusted: readonly string[]): ClientIp {
  const ranges = trusted.map(parseRange);
  const isTrusted = (ip: string): boolean => {
    const address = parse(ip);
    return address !== null && ranges.some((range) => address.kind() === range[0].kind() && address.match(range));
  };

  return (socketIp, forwardedFor) => {
    let client = normaliseIp(socketIp) ?? socketIp;
    if (forwardedFor === undefined || ranges.length === 0) return client;
    const hops = forwardedFor.split(',');
    while (hops.length > 0 && isTrusted(client)) {
      const hop = normaliseIp(withoutPort(hops.pop() ?? ''));
      if (hop === null) break;
      client = hop;
    }
    return client;
  };
}

function parse(text: string): Address | null {
  const bare = text.split('%', 1)[0] ?? '';
  // The library also reads hexadecimal and shortened IPv4, which other software reads otherwise: refuse those first.
  // So it does with the deprecated '::192.0.2.1' (RFC 4291 §2.5.5.1), which it takes for 192.0.2.1.
  if (isIP(bare) === 0 || /^::[0-9]+\./.test(bare)) return null;
  return ipaddr.process(bare);
}

function parseRange(text: string): [Address, number] {
  const [network = '', bits] = text.trim().split('/', 2);
  const address = parse(network);
  if (address === null) throw new Error(`${text} is neither an address nor a CIDR range`);
  const widest = address.kind() === 'ipv4' ? 32 : 128;
  const length = bits === undefined ? widest : /^[0-9]{1,3}$/.test(bits) ? Number(bits) : -1;
  if (length < 0 || length > widest) throw new Error(`${text} is neither an address nor a CIDR range`);
  return [address, length];
}

/** Some proxies add the port: '192.0.2.1:4711', '[2001:db8::1]:4711'. */
function withoutPort(hop: string): string {
  const text = hop.trim();
  const bracketed = /^\[([^\]]*)\](?::[0-9]+)?$/.exec(text);
  if (bracketed) return bracketed[1] ?? '';
  return /^[0-9.]+:[0-9]+$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}
