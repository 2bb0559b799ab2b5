// Starts a hold: the change is announced now, and made when nobody has objected for 72 hours.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { HOLD_MS, type Hold, type HoldKind, nextAnnouncementAt } from '../../domain/hold/hold.ts';
import { makeId } from '../../domain/id.ts';
import { insertHold, listWaitingHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';

export interface HoldAsked {
  readonly kind: HoldKind;
  readonly newEmail: string | null;
  readonly startedWith: Credential | null;
  readonly now: number;
}

/** One hold of a kind at a time. The caller's own alert is the first announcement. */
export async function startHold(
  deps: Pick<Deps, 'random'>,
  tx: Tx,
  account: Account,
  asked: HoldAsked,
): Promise<Decision<Hold>> {
  const waiting = await listWaitingHolds(tx, account.id);
  if (waiting.some((hold) => hold.kind === asked.kind)) return refuse({ tag: 'hold-exists' });
  const hold: Hold = {
    id: makeId('hold', deps.random.bytes(16)),
    kind: asked.kind,
    state: 'waiting',
    startedAt: asked.now,
    ripensAt: asked.now + HOLD_MS,
    startedWith: asked.startedWith?.id ?? null,
    announced: 1,
    newEmail: asked.newEmail,
  };
  await insertHold(tx, account.id, hold, nextAnnouncementAt(hold) ?? hold.ripensAt);
  return allow(hold);
}
