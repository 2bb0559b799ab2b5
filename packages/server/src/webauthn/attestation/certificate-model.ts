// Is an attestation certificate for the model that the authenticator says it is? (WebAuthn L3 §8.2.1)

import { X509Certificate } from 'node:crypto';
import { certificateFields } from '../x509/certificate-fields.ts';
import { expectType, OCTET_STRING, readDer } from '../x509/der.ts';

/** id-fido-gen-ce-aaguid: a maker that vouches for several models by one root names the model in each certificate. */
const MODEL = '1.3.6.1.4.1.45724.1.1.4';

/** True where the certificate names no model. @throws when it is malformed. */
export function isForModel(certificate: Uint8Array, aaguid: Uint8Array): boolean {
  const extension = certificateFields(new X509Certificate(certificate)).extensions.get(MODEL);
  // An OCTET STRING within the one that holds every extension.
  return !extension || Buffer.from(aaguid).equals(expectType(readDer(extension.value), OCTET_STRING).body);
}
