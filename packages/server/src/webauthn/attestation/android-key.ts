// Android key attestation (WebAuthn L3 §8.4). The library ties it to Google's roots and fetches what certificates point to;
// here the chain is judged by FIDO metadata like any other.

import { X509Certificate } from 'node:crypto';
import { verifySignature } from '../verify-signature.ts';
import { certificateFields } from '../x509/certificate-fields.ts';
import {
  childrenOf,
  type DerElement,
  expectType,
  OCTET_STRING,
  readDer,
  readSmallInteger,
  SEQUENCE,
  SET,
} from '../x509/der.ts';
import { type AttestationStatement, bytesOf, chainOf, type VerifiedStatement } from './statement.ts';

/** android.hardware.security.keymint KeyDescription. */
const KEY_DESCRIPTION = '1.3.6.1.4.1.11129.2.1.17';
// Tags of its AuthorizationList.
const PURPOSE = 1;
const ALL_APPLICATIONS = 600;
const ORIGIN = 702;
const PURPOSE_SIGN = 2;
const ORIGIN_GENERATED = 0;

/** @throws for every statement that does not verify. */
export function verifyAndroidKey(statement: AttestationStatement): VerifiedStatement {
  const { fields, authenticatorData, clientDataHash, credential, policy } = statement;
  const chain = chainOf(statement);
  const certificate = new X509Certificate(chain[0]);
  const signed = Buffer.concat([authenticatorData, clientDataHash]);
  if (!verifySignature(certificate.publicKey, Number(fields.get('alg')), signed, bytesOf(fields.get('sig')))) {
    throw new Error('Android: the signature does not verify');
  }
  if (!certificate.publicKey.equals(credential.publicKey)) throw new Error('Android: a certificate for another key');
  const extension = certificateFields(certificate).extensions.get(KEY_DESCRIPTION);
  if (!extension) throw new Error('Android: a certificate without a key description');
  // version, security level, the same of KeyMint, challenge, unique id, softwareEnforced, hardwareEnforced.
  const description = childrenOf(expectType(readDer(extension.value), SEQUENCE));
  const challenge = expectType(description[4], OCTET_STRING).body;
  if (!Buffer.from(challenge).equals(clientDataHash))
    throw new Error('Android: the challenge is not this registration’s');
  const software = authorizations(description[6]);
  const hardware = authorizations(description[7]);
  if (software.has(ALL_APPLICATIONS) || hardware.has(ALL_APPLICATIONS)) {
    throw new Error('Android: a key for all applications');
  }
  if (policy.requireAndroidKeyAuthorizations) checkAuthorizations(hardware);
  return { chain };
}

/** Only what the trusted environment enforces counts: the rest is the word of the operating system. */
function checkAuthorizations(hardware: ReadonlyMap<number, DerElement>): void {
  const origin = hardware.get(ORIGIN);
  if (!origin || readSmallInteger(origin) !== ORIGIN_GENERATED) throw new Error('Android: a key from elsewhere');
  const purposes = hardware.get(PURPOSE);
  const signs = purposes && childrenOf(expectType(purposes, SET)).map((purpose) => readSmallInteger(purpose));
  if (!signs?.includes(PURPOSE_SIGN)) throw new Error('Android: a key not for signing');
}

/** Each entry of an AuthorizationList is tagged explicitly: the element within, by its tag. */
function authorizations(list: DerElement | undefined): ReadonlyMap<number, DerElement> {
  const entries = childrenOf(expectType(list, SEQUENCE)).map((entry): [number, DerElement] => {
    const [inner] = childrenOf(entry);
    if (!inner || entry.tagClass !== 2) throw new Error('Android: an authorization of another form');
    return [entry.tag, inner];
  });
  return new Map(entries);
}
