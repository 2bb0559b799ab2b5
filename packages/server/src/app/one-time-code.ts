// Six digits sent by mail: made, stored as a keyed hash, guessed at most a few times (NIST SP 800-63B-4 §4.2.1.2).

import { constantTimeEqual, type KeyRing } from '../platform/key-ring.ts';
import type { Random } from '../platform/random.ts';
import { takeTry } from '../storage/flow.ts';
import type { Tx } from '../storage/store.ts';
import type { FlowRow } from '../storage/tables.ts';

export const CODE_MS = 10 * 60 * 1000;
export const CODE_TRIES = 5;
const DIGITS = 6;

const hashCode = (keyRing: KeyRing, flowKey: string, code: string): Buffer => {
  const mac = keyRing.mac('code', `${flowKey}\n${code}`);
  if (!mac) throw new Error('the current key version always hashes');
  return mac;
};

/** @returns six digits for the mail, and the keyed hash to store beside the flow. */
export function makeCode(deps: { keyRing: KeyRing; random: Random }, flowKey: string): { code: string; hash: string } {
  const code = deps.random.digits(DIGITS);
  return { code, hash: hashCode(deps.keyRing, flowKey, code).toString('base64url') };
}

/** Takes a try, then compares. A flow without a code (an address that is known already) refuses every code alike. */
export async function matchCode(deps: { keyRing: KeyRing }, tx: Tx, flow: FlowRow, code: string): Promise<boolean> {
  if (!(await takeTry(tx, flow.flow_key))) return false;
  const expected = Buffer.from(flow.code_hash ?? '', 'base64url');
  const given = hashCode(deps.keyRing, flow.flow_key, code);
  return (
    constantTimeEqual(expected.length === given.length ? expected : Buffer.alloc(given.length), given) &&
    flow.code_hash !== null
  );
}
