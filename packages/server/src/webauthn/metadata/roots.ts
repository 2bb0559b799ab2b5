// The root that signs FIDO metadata: GlobalSign Root CA - R3, taken from the runtime's own store by its fingerprint.

import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

const SHA256 = 'CB:B5:22:D7:B7:F1:27:AD:6A:01:13:86:5B:DF:1C:D4:10:2E:7D:07:59:AF:63:5A:7C:F4:72:0D:C9:63:C5:3B';

/** Found at the first load, not at start: it looks through the runtime's whole store. */
export function metadataRoots(): readonly X509Certificate[] {
  return rootCertificates.map((pem) => new X509Certificate(pem)).filter((root) => root.fingerprint256 === SHA256);
}
