// What a flow remembers: closed to whoever reads the table, open to us, and of one kind.

import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../platform/key-ring.ts';
import { systemRandom } from '../platform/random.ts';
import type { FlowRow } from '../storage/tables.ts';
import { openFlow, sealFlow } from './flow-state.ts';

const ring = (...versions: string[]) =>
  createKeyRing(
    versions.map((version) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) })),
    systemRandom,
  );
const STATE = { kind: 'totp', secret: 'JBSWY3DPEHPK3PXP' } as const;
const rowOf = (state_sealed: string): FlowRow => ({
  flow_key: 'totp:acct',
  kind: 'totp',
  account_id: null,
  session_id: null,
  state_sealed,
  code_hash: null,
  tries_left: 1,
  created_at: 0,
  expires_at: 1,
});

describe('the state of a flow', () => {
  it('comes back as it was, and cannot be read in the table', () => {
    const sealed = sealFlow(ring('a'), STATE);
    expect(sealed).not.toContain(STATE.secret);
    expect(openFlow(ring('a'), 'totp', rowOf(sealed))).toEqual(STATE);
  });

  it('outlives the rotation of secrets; without its secret it is a fault', () => {
    const sealed = sealFlow(ring('a'), STATE);
    expect(openFlow(ring('b', 'a'), 'totp', rowOf(sealed))).toEqual(STATE);
    expect(() => openFlow(ring('b'), 'totp', rowOf(sealed))).toThrow(/cannot be opened/);
  });

  it('of another kind is a fault, as is one that was altered', () => {
    const sealed = sealFlow(ring('a'), STATE);
    expect(() => openFlow(ring('a'), 'email', rowOf(sealed))).toThrow(/cannot be opened/);
    expect(() => openFlow(ring('a'), 'totp', rowOf(`${sealed.slice(0, -2)}AA`))).toThrow(/cannot be opened/);
  });
});
