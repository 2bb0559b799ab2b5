import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  androidStatement,
  appleStatement,
  attestationRoot,
  packedStatement,
  tpmStatement,
  u2fStatement,
} from '../../../../../test/support/attestation-statements.ts';
import { type Cbor, cbor } from '../../../../../test/support/cbor.ts';
import { forModel } from '../../../../../test/support/certificate-authority.ts';
import { octets } from '../../../../../test/support/der.ts';
import { importCosePublicKey } from '../import-cose-public-key.ts';
import { judgeTrust } from '../judge-trust.ts';
import { STRICT_POLICY } from '../relying-party.ts';
import { verifySignature } from '../verify-signature.ts';
import type { AttestationStatement } from './statement.ts';
import { verifyStatement } from './verify-statement.ts';

const AAGUID = '0a0b0c0d-0000-4000-8000-00000000abcd';
const OTHER = '0a0b0c0d-0000-4000-8000-00000000ffff';
const NONE = '00000000-0000-0000-0000-000000000000';
const RS1 = -65535;
const lax = { ...STRICT_POLICY, requireZeroAaguidOfU2f: false };

/** Every format that brings a certificate, and how a test makes a statement of it. */
const ATTESTED = {
  packed: packedStatement,
  tpm: tpmStatement,
  'android-key': androidStatement,
  apple: appleStatement,
  'fido-u2f': (odd) => ({ ...u2fStatement(odd), policy: lax }),
} satisfies Record<string, (odd: NonNullable<Parameters<typeof u2fStatement>[0]>) => AttestationStatement>;
const FORMATS = Object.entries(ATTESTED);

it('Every format that is verified, and brings a certificate, is in this list', () => {
  const source = readFileSync(new URL('verify-statement.ts', import.meta.url), 'utf8');
  const cases = [...source.matchAll(/case '([^']+)':/g)].map(([, format]) => format);
  expect(cases.filter((format) => format !== 'none').sort()).toEqual(Object.keys(ATTESTED).sort());
});

describe.each(FORMATS)('the model that a certificate of %s is for', (format, make) => {
  const isTaken = (aaguid: string, ...models: readonly string[]): boolean =>
    verifyStatement(format, make({ aaguid, extensions: models.map(forModel) })) !== null;

  it('is the model that the authenticator says it is, where the certificate names one', () => {
    expect([isTaken(AAGUID), isTaken(AAGUID, AAGUID), isTaken(AAGUID, OTHER)]).toEqual([true, true, false]);
  });

  it('cannot be passed over by saying no model; U2F alone has none to say', () => {
    expect(isTaken(NONE, OTHER)).toBe(format === 'fido-u2f');
  });

  it('is refused where it cannot be read', () => {
    const bare = { oid: forModel(AAGUID).oid, value: Buffer.from(AAGUID.replaceAll('-', ''), 'hex') };
    const long = { oid: forModel(AAGUID).oid, value: octets(Buffer.alloc(17)) };
    const twice = [forModel(AAGUID), forModel(AAGUID)];
    for (const extensions of [[bare], [long], twice]) {
      expect(verifyStatement(format, make({ aaguid: AAGUID, extensions }))).toBe(null);
    }
  });
});

it.each(FORMATS)('A certificate of %s that has expired refuses nothing: its chain is judged apart', (format, make) => {
  const certificate = { notBefore: Date.UTC(2001, 0), notAfter: Date.UTC(2003, 0) };
  const verified = verifyStatement(format, make({ certificate }));
  const entry = { description: 'Key', icon: null, roots: [attestationRoot.der], statuses: [] };
  const metadata = { no: 1, nextUpdate: 0, stale: false, find: () => entry };
  const now = Date.UTC(2026, 10, 20);
  expect(verified && judgeTrust({ format, statement: verified, aaguid: AAGUID, metadata, now })).toEqual({
    ok: true,
    trust: 'unanchored',
  });
});

describe('RS1, RSA with SHA-1', () => {
  const anchored = (statement: AttestationStatement) => {
    const entry = { description: 'Windows Hello', icon: null, roots: [attestationRoot.der], statuses: [] };
    const metadata = { no: 1, nextUpdate: 0, stale: false, find: () => entry };
    const verified = verifyStatement('tpm', statement);
    const now = Date.UTC(2026, 10, 20);
    return verified && judgeTrust({ format: 'tpm', statement: verified, aaguid: AAGUID, metadata, now });
  };

  it('anchors a TPM’s statement, as all known ones of Windows Hello are signed', () => {
    expect(anchored(tpmStatement({ alg: RS1, digest: 'sha1' }))).toEqual({ ok: true, trust: 'anchored' });
  });

  it('is taken in no other format, although the certificate’s own key signed with it', () => {
    const batch = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signed = (alg: number, digest: string) => verifyStatement('packed', packedStatement({ alg, digest, batch }));
    expect(signed(-257, 'sha256')).not.toBe(null);
    expect(signed(RS1, 'sha1')).toBe(null);
  });

  it('signs no assertion, is no key’s algorithm, and is offered to nobody', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const data = Buffer.from('signed');
    expect(verifySignature(publicKey, RS1, data, sign('sha1', data, privateKey))).toBe(false);
    expect(STRICT_POLICY.algorithms).not.toContain(RS1);
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const cose = new Map<number, Cbor>([
      [1, 3],
      [3, RS1],
      [-1, Buffer.from(n, 'base64url')],
      [-2, Buffer.from(e, 'base64url')],
    ]);
    expect(() => importCosePublicKey(cbor(cose), RS1)).toThrow(/another algorithm/);
  });
});
