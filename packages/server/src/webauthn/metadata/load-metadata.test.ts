import { sign, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  forHost,
  type Issued,
  issueCertificate,
  issueRoot,
} from '../../../../../test/support/certificate-authority.ts';
import { type LoadOptions, loadMetadata } from './load-metadata.ts';

const NOW = Date.UTC(2026, 10, 20);
const DAY_MS = 24 * 60 * 60 * 1000;
const AAGUID = '0a0b0c0d-0000-4000-8000-00000000abcd';
const SIGNER = 'mds.example';
const root = issueRoot();
const authority = issueCertificate(root, { commonName: 'Intermediate', ca: true });
const signer = issueCertificate(authority, { commonName: SIGNER, extensions: [forHost(SIGNER)] });

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const PAYLOAD = {
  no: 7,
  nextUpdate: '2026-12-01',
  entries: [
    { aaid: '1234#5678' },
    {
      aaguid: AAGUID.toUpperCase(),
      metadataStatement: {
        description: 'Blue key',
        icon: 'https://tracker.example/x.png',
        attestationRootCertificates: [],
      },
      statusReports: [{ status: 'FIDO_CERTIFIED' }, { status: 'REVOKED' }],
    },
    { aaguid: '0a0b0c0d-0000-4000-8000-000000000001' },
  ],
};

function blob(
  payload: unknown,
  changed: { readonly by?: Issued; readonly chain?: readonly Issued[]; readonly header?: object } = {},
): string {
  const { by = signer, chain = [by, authority], header = {} } = changed;
  const x5c = chain.map(({ der }) => der.toString('base64'));
  const signed = `${encode({ alg: 'ES256', x5c, ...header })}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: by.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

const options: LoadOptions = { roots: [new X509Certificate(root.der)], signer: SIGNER, now: NOW, previousNo: null };
const faultOf = (text: string, changed: Partial<LoadOptions> = {}): string | null => {
  const loaded = loadMetadata(text, { ...options, ...changed });
  return loaded.ok ? null : loaded.fault;
};

describe('a metadata BLOB', () => {
  it('yields its models, by lower-case AAGUID, with every status; those without one are left out', () => {
    const loaded = loadMetadata(blob(PAYLOAD), options);
    if (!loaded.ok) throw new Error(loaded.fault);
    expect(loaded.metadata).toMatchObject({ no: 7, nextUpdate: Date.UTC(2026, 11, 1), stale: false });
    expect(loaded.metadata.find(AAGUID)).toEqual({
      description: 'Blue key',
      // A picture that would be fetched from elsewhere does not count.
      icon: null,
      roots: [],
      statuses: ['FIDO_CERTIFIED', 'REVOKED'],
    });
    expect(loaded.metadata.find('0a0b0c0d-0000-4000-8000-000000000001')).toEqual({
      description: '',
      icon: null,
      roots: [],
      statuses: [],
    });
  });

  it('once verified is stale when its signer runs out; changed or without its root it is refused', () => {
    const text = blob(PAYLOAD);
    const now = Date.UTC(2050, 0);
    expect(faultOf(text, { now })).toBe('chain');
    const loaded = loadMetadata(text, options);
    if (!loaded.ok) throw new Error(loaded.fault);
    expect(loaded.signerInTime).toBe(true);
    const verified = { digest: loaded.digest, at: NOW };
    expect(loadMetadata(text, { ...options, now, verified })).toMatchObject({
      ok: true,
      signerInTime: false,
      metadata: { no: 7, stale: true },
    });
    expect(faultOf(text, { now, verified, roots: [new X509Certificate(issueRoot().der)] })).toBe('chain');
    expect(faultOf(text, { now, verified, signer: 'other.example' })).toBe('signer');
    expect(faultOf(text, { now, verified, previousNo: 8 })).toBe('rollback');
    expect(faultOf(blob(PAYLOAD), { now, verified })).toBe('chain');
    expect(faultOf(`${text}=`, { now, verified })).toBe('chain');
    // Still in time, it is judged as ever, and a time at which it was not good yet forgives nothing.
    expect(loadMetadata(text, { ...options, verified })).toMatchObject({ ok: true, signerInTime: true });
    expect(faultOf(text, { now, verified: { ...verified, at: Date.UTC(2019, 0) } })).toBe('chain');
  });

  it('spelt in any other base64url is refused', () => {
    const text = blob(PAYLOAD);
    const [head = '', body = '', signature = ''] = text.split('.');
    for (const other of [`${text}=`, `${head}.${body}.${signature} `, `${head}.${body}= .${signature}`]) {
      expect(faultOf(other), JSON.stringify(other.slice(-9))).not.toBe(null);
    }
  });

  it('is stale the moment its next update is past', () => {
    const due = Date.UTC(2026, 11, 1);
    const stale = [due, due + 1].map((now) => {
      const loaded = loadMetadata(blob(PAYLOAD), { ...options, now });
      return loaded.ok && loaded.metadata.stale;
    });
    expect(stale).toEqual([false, true]);
  });

  it('must be signed by the certificate of the one host', () => {
    const other = issueCertificate(authority, { commonName: SIGNER, extensions: [forHost('other.example')] });
    expect(faultOf(blob(PAYLOAD, { by: other }))).toBe('signer');
    expect(faultOf(blob(PAYLOAD, { by: other }), { signer: 'other.example' })).toBe(null);
  });

  it('must come with a chain to the root, in which only CAs issue and all are in their time', () => {
    const expired = issueCertificate(root, { commonName: 'Old', ca: true, notAfter: NOW - DAY_MS });
    const noCa = issueCertificate(root, { commonName: 'No CA' });
    for (const between of [expired, noCa]) {
      const by = issueCertificate(between, { commonName: SIGNER, extensions: [forHost(SIGNER)] });
      expect(faultOf(blob(PAYLOAD, { by, chain: [by, between] }))).toBe('chain');
    }
    expect(faultOf(blob(PAYLOAD, { chain: [signer] }))).toBe('chain');
    expect(faultOf(blob(PAYLOAD, { chain: [] }))).toBe('chain');
    expect(faultOf(blob(PAYLOAD), { roots: [] })).toBe('chain');
    // A chain of its own, with a root that only it knows.
    const stranger = issueRoot();
    const by = issueCertificate(stranger, { commonName: SIGNER, extensions: [forHost(SIGNER)] });
    expect(faultOf(blob(PAYLOAD, { by, chain: [by, stranger] }))).toBe('chain');
  });

  it('must be signed by the first certificate of its chain, with an algorithm of its key', () => {
    expect(faultOf(blob(PAYLOAD, { by: authority, chain: [signer, authority] }))).toBe('signature');
    for (const alg of ['none', 'HS256', 'ES384', 'RS256', 'PS256', 256, undefined]) {
      expect(faultOf(blob(PAYLOAD, { header: { alg } })), String(alg)).toBe('algorithm');
    }
    expect(faultOf(blob(PAYLOAD, { header: { crit: ['b64'], b64: false } }))).toBe('algorithm');
  });

  it('may not be older than one that was seen', () => {
    expect([6, 7, 8].map((previousNo) => faultOf(blob(PAYLOAD), { previousNo }))).toEqual([null, null, 'rollback']);
  });

  it.each([
    ['no number', { ...PAYLOAD, no: '7' }],
    ['a number that is none', { ...PAYLOAD, no: 1.5 }],
    ['no date', { ...PAYLOAD, nextUpdate: 'soon' }],
    ['no entries', { ...PAYLOAD, entries: undefined }],
    ['an entry that is none', { ...PAYLOAD, entries: [null] }],
    [
      'roots that are no texts',
      { ...PAYLOAD, entries: [{ aaguid: AAGUID, metadataStatement: { attestationRootCertificates: [5] } }] },
    ],
    ['a list', []],
  ])('with %s is malformed, although it is signed', (_name, payload) => {
    expect(faultOf(blob(payload))).toBe('malformed');
  });

  it('that is not signed text is malformed, never a crash', () => {
    for (const text of ['', '..', 'a.b.c', `${encode(null)}.${encode(PAYLOAD)}.AA`, `${blob(PAYLOAD)}.more`]) {
      expect(faultOf(text), text.slice(0, 20)).toBe('malformed');
    }
  });
});
