// Says in words which browser a request came from, for the holder's eyes only: no decision rests on it.

import Bowser from 'bowser';

export interface UserAgentFacts {
  /** 'Chrome', or 'Unknown browser'. */
  readonly browser: string;
  /** 'Windows', 'macOS', 'iOS'; empty when it is not known. */
  readonly os: string;
  readonly device: 'desktop' | 'phone' | 'tablet' | 'unknown';
  /** 'Chrome on Windows', 'Safari on iPhone', 'Unknown browser'. */
  readonly name: string;
}

export type DescribeUserAgent = (userAgent: string | undefined) => UserAgentFacts;

const UNKNOWN: UserAgentFacts = { browser: 'Unknown browser', os: '', device: 'unknown', name: 'Unknown browser' };
const LENGTH_MAX = 512;
const REMEMBERED_MAX = 1000;

const DEVICES: Readonly<Record<string, UserAgentFacts['device']>> = {
  desktop: 'desktop',
  mobile: 'phone',
  tablet: 'tablet',
};

/** A describer that remembers the last thousand texts, so that a busy server parses each browser once. */
export function createDescribeUserAgent(): DescribeUserAgent {
  const remembered = new Map<string, UserAgentFacts>();
  // The parser echoes words of texts that it does not know. Only names from its own lists reach the holder's mail.
  const browsers = new Set(Object.values(Bowser.BROWSER_MAP));
  const systems = new Set(Object.values(Bowser.OS_MAP));

  return (userAgent) => {
    if (!userAgent) return UNKNOWN;
    const text = userAgent.slice(0, LENGTH_MAX);
    const known = remembered.get(text);
    if (known) return known;
    const facts = describe(text, browsers, systems);
    const oldest = remembered.size >= REMEMBERED_MAX ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(text, facts);
    return facts;
  };
}

function describe(text: string, browsers: ReadonlySet<string>, systems: ReadonlySet<string>): UserAgentFacts {
  const parsed = Bowser.parse(text);
  const browser = brandOf(parsed.browser.name ?? '');
  const os = parsed.os.name ?? '';
  if (!browsers.has(parsed.browser.name ?? '')) return UNKNOWN;
  const system = systems.has(os) ? os : '';
  const device = os === Bowser.OS_MAP.ChromeOS ? 'desktop' : (DEVICES[parsed.platform.type ?? ''] ?? 'unknown');
  const place = text.includes('iPhone') ? 'iPhone' : text.includes('iPad') ? 'iPad' : system;
  return { browser, os: system, device, name: place === '' ? browser : `${browser} on ${place}` };
}

/** Two names that the parser gives at length, as their own users say them. */
function brandOf(name: string): string {
  if (name === 'Microsoft Edge') return 'Edge';
  return name === 'Samsung Internet for Android' ? 'Samsung Internet' : name;
}
