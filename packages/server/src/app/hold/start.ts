// Puts a hold in place: what was asked for is announced now, and waits.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { trustedKeys } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { takesThePlaceOf } from '../../domain/hold/decide-slow.ts';
import {
  type Hold,
  type HoldKind,
  type HoldObject,
  isSameChange,
  NO_OBJECT,
  nextAnnouncementAt,
} from '../../domain/hold/hold.ts';
import { makeId } from '../../domain/id.ts';
import { isKnownDevice } from '../../storage/device.ts';
import { endHold, insertHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { hashToken } from '../token.ts';

export interface HoldAsked extends Partial<HoldObject> {
  readonly kind: HoldKind;
  readonly ripensAt: number;
  /** How many of the account's own proofs began it. */
  readonly proofs: 1 | 2;
  /** Default: what one proof began, anybody stops; what two began, a trusted key. */
  readonly stoppedBy?: Hold['stoppedBy'];
  readonly startedWith: Credential | null;
  readonly caller: Caller;
}

type Needs = Pick<Deps, 'random' | 'geo' | 'describeUserAgent' | 'keyRing'>;

/**
 * One hold of a kind at a time, and one for each contact, key and channel; what two proofs begin takes the place of what
 * one began. The caller's own alert is the first announcement.
 */
export async function startHold(deps: Needs, tx: Tx, account: Account, asked: HoldAsked): Promise<Decision<Hold>> {
  const { caller, kind, ripensAt, proofs } = asked;
  const object: HoldObject = {
    newEmail: asked.newEmail ?? NO_OBJECT.newEmail,
    contactId: asked.contactId ?? NO_OBJECT.contactId,
    contactsNeeded: asked.contactsNeeded ?? NO_OBJECT.contactsNeeded,
    credentialId: asked.credentialId ?? NO_OBJECT.credentialId,
    channelId: asked.channelId ?? NO_OBJECT.channelId,
    waitHours: asked.waitHours ?? NO_OBJECT.waitHours,
    totpSealed: asked.totpSealed ?? NO_OBJECT.totpSealed,
  };
  const same = (await listOpenHolds(tx, account.id)).find((hold) => isSameChange(hold, { kind, ...object }));
  if (same && !takesThePlaceOf(same, proofs)) return refuse({ tag: 'hold-exists' });
  if (same) await endHold(tx, account.id, same.id, 'vetoed', caller.now);
  const hold: Hold = {
    id: makeId('hold', deps.random.bytes(16)),
    kind,
    state: 'waiting',
    startedAt: caller.now,
    ripensAt,
    claimableUntil: null,
    proofs,
    stoppedBy: asked.stoppedBy ?? (proofs === 2 ? 'trusted-key' : 'any'),
    trustedThen: trustedKeys(account, caller.now).map(({ id }) => id),
    startedWith: asked.startedWith?.id ?? null,
    startedFrom: {
      ip: caller.ip,
      countryCode: deps.geo.country(caller.ip)?.code ?? null,
      device: deps.describeUserAgent(caller.userAgent).name,
      newDevice: !(await isDeviceOf(deps, tx, account, caller)),
    },
    begunBy: null,
    toldAt: null,
    announced: 1,
    ...object,
    endedAt: null,
  };
  await insertHold(tx, account.id, hold, nextAnnouncementAt(hold) ?? hold.ripensAt);
  return allow(hold);
}

async function isDeviceOf(deps: Needs, tx: Tx, account: Account, { deviceToken }: Caller): Promise<boolean> {
  const hash = deviceToken === null ? null : hashToken(deps.keyRing, 'hfd', deviceToken);
  return hash !== null && isKnownDevice(tx, account.id, hash);
}
