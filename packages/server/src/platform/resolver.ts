// Looks up names that people supply: without a thread of its own, and cancelled as soon as nobody waits for the answer.
//
// `lookup` of node:dns is getaddrinfo. It runs in libuv's pool of four threads, which file reads and random bytes share,
// and cannot be cancelled: four names whose server never answers hold up whatever else needs that pool, for as long as
// the system's resolver is patient. `Resolver` is c-ares: UDP sockets in the event loop. It knows neither the hosts file
// nor the names of this machine, so both are looked at here first. What still goes by getaddrinfo has one name each, and
// the operator chose it: PostgreSQL's host, and the mail server's where DNS does not know it. No stranger's name is there.

import { promises as dns } from 'node:dns';
import { readFileSync } from 'node:fs';

/** Host name → addresses; empty where it has none. Stops asking when `signal` says so. @throws NameTimeout */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface ResolverOptions {
  /** DNS servers, each an address or `address:port`; the system's where there is none. */
  readonly servers?: readonly string[];
  /** What the hosts file says; the system's own when not given. */
  readonly hosts?: string;
}

/** The servers of this name did not answer in time: it may well have an address. */
export class NameTimeout extends Error {
  override readonly name = 'NameTimeout';
}

/** c-ares waits this long for the first try, and longer for the next. */
const TRY_MS = 1000;
const TRIES = 2;
/** RFC 8305 §3: how long the other family of addresses is waited for when one has come. */
const OTHER_FAMILY_MS = 50;
/** RFC 6761 §6.3: names of this machine, which are not asked of any server. */
const LOOPBACK = ['127.0.0.1', '::1'];
const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';

export function createResolver({ servers = [], hosts = readHostsFile() }: ResolverOptions = {}): Resolve {
  const written = parseHosts(hosts);
  return async (hostname, signal) => {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    const here = written.get(name) ?? (/(^|\.)localhost$/.test(name) ? LOOPBACK : null);
    return here ?? ask(name, servers, signal);
  };
}

/** A resolver for each name: `cancel` ends all that one has under way. */
async function ask(name: string, servers: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  if (signal.aborted) return [];
  const resolver = new dns.Resolver({ timeout: TRY_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const found: string[] = [];
    const keep = (addresses: readonly string[]): void => void found.push(...addresses);
    const families = [resolver.resolve4(name).then(keep), resolver.resolve6(name).then(keep)];
    const ended = await Promise.race([Promise.allSettled(families), ...families.map(aWhileAfter)]);
    const wasLate = ended?.some((one) => one.status === 'rejected' && one.reason?.code === dns.TIMEOUT);
    if (found.length === 0 && wasLate) throw new NameTimeout('no server answered in time');
    return [...found];
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** Resolves a while after this family has come, and never where it has not. */
const aWhileAfter = (family: Promise<void>): Promise<undefined> =>
  new Promise((resolve) => {
    family.then(
      () => setTimeout(() => resolve(undefined), OTHER_FAMILY_MS),
      () => {},
    );
  });

function readHostsFile(): string {
  try {
    return readFileSync(HOSTS_FILE, 'utf8');
  } catch {
    return '';
  }
}

/** hosts(5): an address, then its names; `#` begins a comment. */
function parseHosts(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!address) continue;
    for (const name of names.map((one) => one.toLowerCase())) {
      const known = found.get(name);
      if (known) known.push(address);
      else found.set(name, [address]);
    }
  }
  return found;
}
