import { expect, it } from 'vitest';
import { issueAttestation, issueRoot } from '../../../../test/support/certificate-authority.ts';
import { judgeTrust } from './judge-trust.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';

const AAGUID = '0a0b0c0d-0000-4000-8000-00000000abcd';
const root = issueRoot();
const chain = [issueAttestation(root, AAGUID).der];
const metadata = (roots: readonly Uint8Array[]): MetadataSource => ({
  no: 1,
  nextUpdate: 0,
  stale: false,
  find: () => ({ description: 'Key', icon: null, roots, statuses: [] }),
});
const about = { format: 'packed', aaguid: AAGUID, now: Date.UTC(2026, 10, 20), metadata: metadata([root.der]) };

it('A root that is no certificate anchors nothing, and breaks nothing', () => {
  const broken = metadata([Buffer.from('no certificate')]);
  expect(judgeTrust({ ...about, metadata: broken, statement: { chain } })).toEqual({
    ok: true,
    trust: 'unanchored',
  });
});
