// Is a request meant for this machine under a name that nobody else can give it?

import { isIP } from 'node:net';

/**
 * A page elsewhere can let a name of its own point to this machine and read the answers (DNS rebinding); it cannot do that
 * with an address or with localhost. Who sends no Host at all is no browser (RFC 9112 §3.2).
 */
export function isOwnHost(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined || host === '') return true;
  const [, address, plain = ''] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::[0-9]{1,5})?$/i.exec(host) ?? [];
  if (address !== undefined) return isIP(address) === 6;
  const name = plain.toLowerCase().replace(/\.$/, '');
  return isIP(name) === 4 || name === 'localhost' || names.includes(name);
}
