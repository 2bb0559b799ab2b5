import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type OddTpm,
  TPM_MAKER,
  TPM_PUBLIC_AREA,
  TPM_USE,
  tpmAltName,
  tpmMake,
  tpmStatement,
} from '../../../../../test/support/attestation-statements.ts';
import { der, sequence, set } from '../../../../../test/support/der.ts';
import { verifyTpm } from './tpm.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('a TPM’s statement', () => {
  it('verifies, with RS256, and with RS1 as Windows Hello signs', () => {
    for (const odd of [{}, { alg: -65535, digest: 'sha1' }]) {
      expect(verifyTpm(tpmStatement(odd))).toEqual({ chain: [expect.any(Uint8Array)] });
    }
  });

  it('names its maker in one relative name or in several, in either case', () => {
    const several = tpmAltName(tpmMake(TPM_MAKER).map((attribute) => set(attribute)));
    const lower = tpmAltName([set(...tpmMake(TPM_MAKER.toLowerCase()))]);
    for (const name of [several, lower]) {
      expect(() => verifyTpm(tpmStatement({ certificate: { extensions: [name, TPM_USE] } }))).not.toThrow();
    }
  });

  it('by RS1 certifies the very key, by a digest that is no SHA-1', () => {
    const sha1Name = Buffer.concat([hex('0004'), createHash('sha1').update(TPM_PUBLIC_AREA).digest()]);
    const publicArea = Buffer.concat([hex('00230004'), TPM_PUBLIC_AREA.subarray(4)]);
    const odd = { alg: -65535, digest: 'sha1', publicArea, name: sha1Name };
    expect(() => verifyTpm(tpmStatement(odd))).toThrow(/another digest/);
  });

  it.each<[string, OddTpm]>([
    ['another version', { version: '1.2' }],
    ['an algorithm that is not its key’s', { alg: -7 }],
    ['another digest than its algorithm’s', { digest: 'sha512' }],
    ['RS1 over another digest', { alg: -65535, digest: 'sha256' }],
    ['RS1 and a spoilt signature', { alg: -65535, digest: 'sha1', spoil: true }],
    ['a spoilt signature', { spoil: true }],
    ['a statement that no TPM made', { magic: '00000000' }],
    ['a quote instead of a certification', { type: '8018' }],
    ['another registration', { extraData: Buffer.alloc(32) }],
    ['another object', { name: Buffer.concat([hex('000b'), Buffer.alloc(32)]) }],
    ['another key', { publicArea: Buffer.concat([TPM_PUBLIC_AREA.subarray(0, -1), hex('00')]) }],
    ['a public area with something after it', { publicArea: Buffer.concat([TPM_PUBLIC_AREA, hex('00')]) }],
    ['a public area that ends too soon', { publicArea: TPM_PUBLIC_AREA.subarray(0, 40) }],
    ['a certificate with a subject', { certificate: { commonName: 'AIK' } }],
    ['a CA’s certificate', { certificate: { ca: true } }],
    ['a certificate for another use', { certificate: { extensions: [tpmAltName([set(...tpmMake(TPM_MAKER))])] } }],
    ['a certificate without a make', { certificate: { extensions: [TPM_USE] } }],
    [
      'an unknown manufacturer',
      { certificate: { extensions: [tpmAltName([set(...tpmMake('id:00000000'))]), TPM_USE] } },
    ],
    [
      'a name that is no directory name',
      { certificate: { extensions: [{ oid: '2.5.29.17', value: sequence(der(0x82)) }, TPM_USE] } },
    ],
  ])('with %s is refused', (_name, odd) => {
    expect(() => verifyTpm(tpmStatement(odd))).toThrow();
  });
});
