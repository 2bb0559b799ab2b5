// TPM attestation (WebAuthn L3 §8.3). Which manufacturers may attest is a switch.

import { hash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { verifySignature } from '../verify-signature.ts';
import { certificateFields } from '../x509/certificate-fields.ts';
import { childrenOf, expectType, readDer, readOid, SEQUENCE } from '../x509/der.ts';
import { readDistinguishedName } from '../x509/distinguished-name.ts';
import { type AttestationStatement, bytesOf, chainOf, type VerifiedStatement } from './statement.ts';
import { readTpmCertified, readTpmPublic, type TpmKey } from './tpm-structures.ts';

const SUBJECT_ALT_NAME = '2.5.29.17';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const AIK_CERTIFICATE = '2.23.133.8.3';
const MANUFACTURER = '2.23.133.2.1';
const MODEL = '2.23.133.2.2';
const VERSION = '2.23.133.2.3';

/**
 * RS1, RSA with SHA-1: what Windows Hello signs its statements with, on new computers too. It is known here and nowhere
 * else. SHA-1 is broken for collisions, and a forger here would need more: the TPM itself writes what it signs, its clock
 * and the key's SHA-256 name within, so that nobody prepares two statements that hash alike.
 */
const RS1 = -65535;
const DIGESTS: Readonly<Record<number, string>> = {
  [-7]: 'sha256',
  [-35]: 'sha384',
  [-36]: 'sha512',
  [-257]: 'sha256',
  [RS1]: 'sha1',
};

/** @throws for every statement that does not verify. */
export function verifyTpm(statement: AttestationStatement): VerifiedStatement {
  const { fields, authenticatorData, clientDataHash, credential, policy } = statement;
  if (fields.get('ver') !== '2.0') throw new Error('TPM: another version');
  const algorithm = Number(fields.get('alg'));
  const digest = DIGESTS[algorithm];
  if (!digest) throw new Error('TPM: another algorithm');
  const chain = chainOf(statement);
  const publicArea = bytesOf(fields.get('pubArea'));
  const certInfo = bytesOf(fields.get('certInfo'));
  const area = readTpmPublic(publicArea);
  if (!isSameKey(area.key, credential.cose)) throw new Error('TPM: the public area is of another key');
  const certified = readTpmCertified(certInfo);
  const attested = hash(digest, Buffer.concat([authenticatorData, clientDataHash]), 'buffer');
  if (!attested.equals(certified.extraData)) throw new Error('TPM: another registration was certified');
  const nameAlgorithm = Buffer.from([area.nameAlgorithm >> 8, area.nameAlgorithm & 0xff]);
  const name = Buffer.concat([nameAlgorithm, hash(area.nameDigest, publicArea, 'buffer')]);
  if (!name.equals(certified.name)) throw new Error('TPM: another object was certified');
  const certificate = new X509Certificate(chain[0]);
  checkCertificate(certificate, policy.tpmManufacturers);
  if (!isSigned(certificate.publicKey, algorithm, certInfo, bytesOf(fields.get('sig')))) {
    throw new Error('TPM: the signature does not verify');
  }
  return { chain };
}

function isSigned(publicKey: KeyObject, algorithm: number, data: Uint8Array, signature: Uint8Array): boolean {
  if (algorithm !== RS1) return verifySignature(publicKey, algorithm, data, signature);
  return publicKey.asymmetricKeyType === 'rsa' && verify('sha1', data, publicKey, signature);
}

/** TPMs drop leading zeros, COSE keeps them. */
function isSameKey(key: TpmKey, cose: ReadonlyMap<unknown, unknown>): boolean {
  const number = (bytes: unknown): bigint => BigInt(`0x0${Buffer.from(bytesOf(bytes)).toString('hex')}`);
  if (key.type === 'rsa') {
    return cose.get(1) === 3 && number(key.n) === number(cose.get(-1)) && BigInt(key.e) === number(cose.get(-2));
  }
  if (cose.get(1) !== 2 || cose.get(-1) !== key.curve) return false;
  return number(key.x) === number(cose.get(-2)) && number(key.y) === number(cose.get(-3));
}

/** §8.3.1. */
function checkCertificate(certificate: X509Certificate, manufacturers: ReadonlySet<string>): void {
  const { version, subject, extensions } = certificateFields(certificate);
  if (version !== 3 || subject.size > 0 || certificate.ca) throw new Error('TPM: not an AIK certificate');
  const usage = extensions.get(EXTENDED_KEY_USAGE);
  const usages = usage ? childrenOf(expectType(readDer(usage.value), SEQUENCE)).map(readOid) : [];
  if (!usages.includes(AIK_CERTIFICATE)) throw new Error('TPM: a certificate for another use');
  const names = extensions.get(SUBJECT_ALT_NAME);
  const said = names ? directoryName(names.value) : new Map<string, string>();
  const manufacturer = said.get(MANUFACTURER);
  if (!manufacturer || !said.get(MODEL) || !said.get(VERSION)) throw new Error('TPM: a certificate without a make');
  if (!manufacturers.has(`id:${manufacturer.slice(3).toUpperCase()}`)) throw new Error('TPM: an unknown manufacturer');
}

function directoryName(generalNames: Uint8Array): ReadonlyMap<string, string> {
  const names = childrenOf(expectType(readDer(generalNames), SEQUENCE));
  const directory = names.find((name) => name.tagClass === 2 && name.tag === 4);
  return directory ? readDistinguishedName(childrenOf(directory)[0]) : new Map();
}
