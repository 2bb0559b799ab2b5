// Is a state-changing request from this site's own pages? (OWASP ASVS 5.0 V3.5; Fetch Metadata)

import type { IncomingHttpHeaders } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers send Origin with every request that changes something; a missing, wrong or `null` one is refused.
 * Sec-Fetch-Site, where it is sent, must agree. Reads pass: they change nothing and answer no other origin (no CORS).
 */
export function isFromOwnPages(method: string, headers: IncomingHttpHeaders, publicOrigin: string): boolean {
  if (SAFE.has(method)) return true;
  const site = headers['sec-fetch-site'];
  return headers.origin === publicOrigin && (site === undefined || site === 'same-origin');
}
