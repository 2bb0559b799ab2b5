// Starts a hold: the change is announced now, and made when nobody has objected until its time is over.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { HOLD_MS, type Hold, type HoldKind, nextAnnouncementAt } from '../../domain/hold/hold.ts';
import { type ContactId, makeId } from '../../domain/id.ts';
import { isKnownDevice } from '../../storage/device.ts';
import { insertHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { hashToken } from '../token.ts';

export interface HoldAsked {
  readonly kind: HoldKind;
  readonly newEmail: string | null;
  readonly contactId?: ContactId;
  readonly contactsNeeded?: number;
  readonly startedWith: Credential | null;
  readonly caller: Caller;
  /** Default: 72 hours. */
  readonly waitMs?: number;
}

type Needs = Pick<Deps, 'random' | 'geo' | 'describeUserAgent' | 'keyRing'>;

/** One hold of a kind at a time, and one for each contact. The caller's own alert is the first announcement. */
export async function startHold(deps: Needs, tx: Tx, account: Account, asked: HoldAsked): Promise<Decision<Hold>> {
  const { caller, kind, waitMs = HOLD_MS } = asked;
  const open = await listOpenHolds(tx, account.id);
  const { contactId = null, contactsNeeded = null } = asked;
  if (open.some((hold) => hold.kind === kind && (hold.contactId ?? null) === contactId))
    return refuse({ tag: 'hold-exists' });
  const hold: Hold = {
    id: makeId('hold', deps.random.bytes(16)),
    kind,
    state: 'waiting',
    startedAt: caller.now,
    ripensAt: caller.now + waitMs,
    startedWith: asked.startedWith?.id ?? null,
    startedFrom: {
      ip: caller.ip,
      countryCode: deps.geo.country(caller.ip)?.code ?? null,
      device: deps.describeUserAgent(caller.userAgent).name,
      newDevice: !(await isDeviceOf(deps, tx, account, caller)),
    },
    announced: 1,
    newEmail: asked.newEmail,
    contactId,
    contactsNeeded,
    endedAt: null,
  };
  await insertHold(tx, account.id, hold, nextAnnouncementAt(hold) ?? hold.ripensAt);
  return allow(hold);
}

async function isDeviceOf(deps: Needs, tx: Tx, account: Account, { deviceToken }: Caller): Promise<boolean> {
  const hash = deviceToken === null ? null : hashToken(deps.keyRing, 'hfd', deviceToken);
  return hash !== null && isKnownDevice(tx, account.id, hash);
}
