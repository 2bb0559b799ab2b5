// The flow that a browser is in the middle of, by its cookie.

import type { FlowKind } from '../domain/staged/flow-kind.ts';
import { findFlow } from '../storage/flow.ts';
import type { Tx } from '../storage/store.ts';
import type { FlowRow } from '../storage/tables.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';
import { type FlowStates, openFlow } from './flow-state.ts';
import { hashToken } from './token.ts';

export interface OpenFlow<K extends FlowKind> {
  readonly row: FlowRow;
  readonly state: FlowStates[K];
}

/** Null when there is none, it has another kind, or it has expired. */
export async function findCallerFlow<K extends FlowKind>(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  caller: Caller,
  kind: K,
): Promise<OpenFlow<K> | null> {
  const key = caller.flowToken === null ? null : hashToken(deps.keyRing, 'hff', caller.flowToken);
  const row = key === null ? null : await findFlow(tx, kind, key, caller.now);
  return row ? { row, state: openFlow(deps.keyRing, kind, row) } : null;
}
