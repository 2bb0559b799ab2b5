// A hold as pages show it: what, since when, by whom and from where, and what it is now.

import type { Account } from '../../domain/account/account.ts';
import { settlesUntil } from '../../domain/enrolment/settling.ts';
import { keyStops, wouldStopOnceBack } from '../../domain/hold/decide-stop.ts';
import { expiresAt, type Hold, happensByItself, holdStage, secondAlertAt } from '../../domain/hold/hold.ts';
import { type SecondTouch, whoFinishes } from '../../domain/hold/who-finishes.ts';
import type { WaitsFor } from '../../domain/recovery/opening.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import { findContact } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { type Place, placeOf } from '../place.ts';
import { asItOpens, type OpeningCase } from '../recovery/as-it-opens.ts';
import { asItStands } from './as-it-stands.ts';

export interface HoldView
  extends Pick<
    Hold,
    'id' | 'kind' | 'state' | 'startedAt' | 'ripensAt' | 'endedAt' | 'newEmail' | 'proofs' | 'stoppedBy'
  > {
  /** The address of the recovery contact that would be removed. */
  readonly contact: string | null;
  readonly contactsNeeded: number | null;
  readonly waitHours: number | null;
  /** The key, by its name, or the channel, by its label, that it is about. */
  readonly about: string | null;
  /** Until when it can be finished or claimed; null where it happens by itself. */
  readonly expiresAt: number | null;
  /** Who finishes it once its wait is over; null where it happens by itself, and where it has ended. */
  readonly secondTouch: SecondTouchView | null;
  /** Until when protection settles, and nothing slow is finished; null where it has settled. */
  readonly settlesAt: number | null;
  readonly secondAlertAt: number;
  /** The name of the key that proved presence, where it is still there. */
  readonly startedWith: string | null;
  readonly place: Place | null;
  readonly device: string | null;
  readonly newDevice: boolean;
  readonly recovery: RecoveryView | null;
}

/** The keys by their names. */
interface SecondTouchView extends Omit<SecondTouch, 'keys'> {
  readonly keys: string[];
}

interface RecoveryView {
  readonly caseNumber: string;
  readonly keyOrdinal: number;
  /** Both recovery keys began it. */
  readonly withBoth: boolean;
  readonly keyMadeAt: number;
  readonly expiresAt: number;
  /** What it waits for at the moment. */
  readonly waitsFor: WaitsFor;
  /** Names of the keys that can stop it where not everything can: trusted, and not suspended, when it began. */
  readonly stoppedByKeys: string[];
  /** Names of those that are suspended now, and can once they are brought back. */
  readonly stoppedOnceBack: string[];
}

export async function viewHold(
  deps: Pick<Deps, 'geo'>,
  tx: Tx,
  account: Account,
  stored: Hold,
  now: number,
): Promise<HoldView> {
  const opening = stored.kind === 'recovery' ? await asItOpens(tx, account, stored, now) : null;
  const hold = opening?.hold ?? (await asItStands(tx, stored, now));
  const { id, kind, startedAt, ripensAt, endedAt, newEmail, startedFrom } = hold;
  const key = account.credentials.find((credential) => credential.id === hold.startedWith);
  const contact = hold.contactId ? await findContact(tx, hold.contactId) : null;
  return {
    id,
    kind,
    state: holdStage(hold, now),
    startedAt,
    secondAlertAt: secondAlertAt(hold),
    ripensAt,
    endedAt,
    newEmail,
    contact: contact?.email ?? null,
    contactsNeeded: hold.contactsNeeded,
    waitHours: hold.waitHours,
    proofs: hold.proofs,
    stoppedBy: hold.stoppedBy,
    about: await nameOf(tx, account, hold),
    expiresAt: happensByItself(hold) ? null : expiresAt(hold),
    secondTouch: viewSecondTouch(whoFinishes(account, hold, now)),
    settlesAt: settlesUntil(account, now),
    startedWith: key?.nickname ?? null,
    place: placeOf(deps, startedFrom?.countryCode ?? null),
    device: startedFrom?.device ?? null,
    newDevice: startedFrom?.newDevice ?? false,
    recovery: opening && viewRecovery(account, opening, now),
  };
}

const viewSecondTouch = (touch: SecondTouch | null): SecondTouchView | null =>
  touch && { ...touch, keys: touch.keys.map(({ nickname }) => nickname) };

const viewRecovery = (account: Account, { row, hold, waitsFor }: OpeningCase, now: number): RecoveryView => ({
  caseNumber: row.case_number,
  keyOrdinal: row.key_ordinal,
  withBoth: row.other_ordinal !== null,
  keyMadeAt: row.key_made_at,
  expiresAt: expiresAt(hold),
  waitsFor,
  stoppedByKeys: account.credentials.filter((key) => keyStops(account, hold, key, now)).map(({ nickname }) => nickname),
  stoppedOnceBack: account.credentials
    .filter((key) => wouldStopOnceBack(account, hold, key, now))
    .map(({ nickname }) => nickname),
});

async function nameOf(tx: Tx, account: Account, { credentialId, channelId }: Hold): Promise<string | null> {
  if (credentialId) return account.credentials.find(({ id }) => id === credentialId)?.nickname ?? null;
  return channelId ? ((await findChannel(tx, channelId))?.label ?? null) : null;
}

export async function viewHolds(
  deps: Pick<Deps, 'geo'>,
  tx: Tx,
  account: Account,
  holds: readonly Hold[],
  now: number,
): Promise<HoldView[]> {
  const views: HoldView[] = [];
  for (const hold of holds) views.push(await viewHold(deps, tx, account, hold, now));
  return views;
}
