// Who may sign FIDO metadata: one name, below GlobalSign's R3 or R46, taken from the runtime's own store by fingerprint.

import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

/** The signing certificate is for this host (MDS 3.1 §3.2); GlobalSign's roots sign for half the world besides. */
export const METADATA_SIGNER = 'mds.fidoalliance.org';

const SHA256 = new Set([
  // GlobalSign Root CA - R3, until August 2026.
  'CB:B5:22:D7:B7:F1:27:AD:6A:01:13:86:5B:DF:1C:D4:10:2E:7D:07:59:AF:63:5A:7C:F4:72:0D:C9:63:C5:3B',
  // GlobalSign Root R46, since.
  '4F:A3:12:6D:8D:3A:11:D1:C4:85:5A:4F:80:7C:BA:D6:CF:91:9D:3A:5A:88:B0:3B:EA:2C:63:72:D9:3C:40:C9',
]);

/** Found at the first load, not at start: it looks through the runtime's whole store. */
export function metadataRoots(): readonly X509Certificate[] {
  return rootCertificates.map((pem) => new X509Certificate(pem)).filter((root) => SHA256.has(root.fingerprint256));
}
