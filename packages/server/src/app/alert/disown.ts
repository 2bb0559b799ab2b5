// alert.read and alert.disown: “This wasn’t me”. Reading changes nothing, because mail scanners follow links; the button
// acts once, on what its alert is about, and only ever takes access away (product.md §6).

import type { Account } from '../../domain/account/account.ts';
import {
  type DisownedKey,
  decideDisownedKey,
  disownSubjectOf,
  freezesFactors,
  keyOf,
  linkEndsContact,
  recoveredKeys,
} from '../../domain/alert/decide-disown.ts';
import { isYoung } from '../../domain/alert/young.ts';
import type { DisownSubject } from '../../domain/authority.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { comesBackAt } from '../../domain/credential/decide-return.ts';
import { freezeHolds, frozenByLink, isConfirmed } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { settlesUntil } from '../../domain/enrolment/settling.ts';
import type { CredentialId } from '../../domain/id.ts';
import { type OtherWay, wayBack } from '../../domain/sign-in/way-back.ts';
import { loadAccount, lockAndLoadAccount, setFrozen } from '../../storage/account.ts';
import { listChannels, setChannelState, type ToldChannel } from '../../storage/alert-channel.ts';
import { findEvent } from '../../storage/audit.ts';
import { openIncident } from '../../storage/incident.ts';
import { endContact, listContacts } from '../../storage/recovery-contact.ts';
import { endSessions, findOpeningKey, findSession, toSession } from '../../storage/session.ts';
import { isSpent, spend } from '../../storage/spent.ts';
import type { Tx } from '../../storage/store.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { agedAccount } from '../clock/aged-account.ts';
import { shutOut } from '../credential/shut-out.ts';
import type { Deps } from '../deps.ts';
import { placeOf } from '../place.ts';
import { record } from '../record.ts';
import { refuseLink } from '../refuse-link.ts';
import { liveSessions } from '../session/list.ts';
import { wouldLift } from '../sign-in/former-factors.ts';
import { throttle } from '../throttle.ts';
import { writeFor } from '../write-for.ts';
import { type DisownLink, readDisownLink } from './disown-link.ts';
import { stopWhatIsBegun } from './stop-what-is-begun.ts';
import { type LeftWaiting, leftWaiting, wouldStop } from './what-waits.ts';

const spentId = (link: DisownLink): string => `disown:${link.eventId}`;

/** The key that did it, or that had opened the session in which it was done; null where there was none. */
async function actingKeyOf(tx: Tx, event: AuditEventRow): Promise<CredentialId | null> {
  if (event.used_key_id !== null) return event.used_key_id;
  return event.session_id === null ? event.credential_id : findOpeningKey(tx, event.session_id);
}

/** The key whose act or addition an event tells of, as the account holds it now; null where it is about none. */
async function keyOfEvent(tx: Tx, account: Account, event: AuditEventRow): Promise<Credential | null> {
  const subject = disownSubjectOf(event);
  const actingKey = await actingKeyOf(tx, event);
  // Whoever changed a password or an app did it with something, too.
  return keyOf(account, subject === 'factor' ? 'key' : subject, { addedKey: event.credential_id, actingKey });
}

export async function readAlert(deps: Deps, caller: Caller, input: { readonly link: string }) {
  const { now } = caller;
  const link = readDisownLink(deps.keyRing, input.link, now);
  if (!link) return refuse({ tag: 'link-refused' });
  return deps.store.read(async (tx) => {
    const event = await findEvent(tx, link.accountId, link.eventId);
    const loaded = event && (await loadAccount(tx, link.accountId));
    if (!event || !loaded) return refuse({ tag: 'link-refused' });
    const account = await agedAccount(deps, tx, loaded, now);
    const key = await keyOfEvent(tx, account, event);
    return allow({
      operation: event.operation,
      outcome: event.outcome,
      at: event.at,
      device: event.device,
      place: placeOf(deps, event.country_code),
      subject: event.subject,
      keyName: event.key_name,
      used: await isSpent(tx, spentId(link)),
      /** What is not trusted is kept out already. */
      locked: freezeHolds(account, now),
      takeBackUntil: settlesUntil(account, now),
      /** The session in which it was done goes on, and the button would end it. */
      endsSession: await wouldEndSession(deps, tx, account, event, now),
      about: disownSubjectOf(event),
      /** What the button would do to the key that it is about; null where it is about none. */
      key: key && foretell(account, disownSubjectOf(event), key, now),
      /** What waits now and the button would stop, and what it would leave. */
      waiting: { ...(await wouldStop(tx, account, now)), ...(await leftWaiting(tx, account, now)) },
    });
  });
}

/** `comesBackAt`: from when on the key would come back by its own touch, were the button pressed now and no other key used. */
function foretell(account: Account, about: DisownSubject, key: Credential, now: number) {
  const would = decideDisownedKey(account, about, key, now);
  const after = would === 'suspend' ? { ...key, suspension: { by: 'link', at: now } as const } : key;
  const credentials = account.credentials.map((one) => (one.id === key.id ? after : one));
  return { name: key.nickname, would, comesBackAt: comesBackAt({ ...account, credentials }, after, now) };
}

export interface Disowned extends LeftWaiting {
  readonly at: number;
  readonly about: DisownSubject;
  /**
   * The key that the alert was about, and what became of it. `limited`: a link had acted on it within a day. `comesBackAt`: from
   * when on it comes back by its own touch, where no other trusted key is used; null where it does not.
   */
  readonly key: {
    readonly name: string;
    readonly became: DisownedKey | 'limited';
    readonly comesBackAt: number | null;
  } | null;
  readonly sessionsEnded: number;
  readonly holdsStopped: number;
  readonly channelsPaused: number;
  readonly contactsEnded: number;
  /** Password and factor open nothing until a trusted key returns. */
  readonly frozen: boolean;
  /** Names of trusted keys that can come in now and are not the one that this was about. */
  readonly comeBackWith: string[];
  /** What its holder comes back with where there is none. */
  readonly otherwise: OtherWay | null;
  /** The name of the key that added the one that this was about; it still opens the account. */
  readonly addedBy: string | null;
  /** Until when protection can be taken back; null where it cannot. */
  readonly takeBackUntil: number | null;
}

export async function disownAlert(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<Disowned>> {
  const link = readDisownLink(deps.keyRing, input.link, caller.now);
  return writeFor(deps, caller, async (tx): Promise<Decision<Disowned>> => {
    if (!link) return refuse(await refuseLink(deps, tx, caller));
    const account = await lockAndLoadAccount(tx, link.accountId);
    caller.moveOn();
    const event = account && (await findEvent(tx, account.id, link.eventId));
    if (!account || !event || !(await spend(tx, spentId(link), link.expiresAt))) return refuse({ tag: 'link-refused' });
    return allow(await act(deps, tx, caller, await agedAccount(deps, tx, account, caller.now), event));
  });
}

async function act(deps: Deps, tx: Tx, caller: Caller, account: Account, event: AuditEventRow): Promise<Disowned> {
  const { now } = caller;
  const about = disownSubjectOf(event);
  const key = await keyOfEvent(tx, account, event);
  let sessionsEnded = await endActingSession(tx, account, event, now);
  if (about === 'recovered') sessionsEnded += await endRecovered(tx, account, event, now);
  const holdsStopped = await stopWhatIsBegun(deps, tx, account, 'disown', vouchedFor(account, now), now);
  const onKey = key && (await actOnKey(deps, tx, account, about, key, now));
  sessionsEnded += onKey?.ended ?? 0;
  let frozen = false;
  if (about === 'factor' && !(await throttle(deps, tx, 'disown.key', [account.id, 'factor'], now))) {
    sessionsEnded += await endSessions(tx, { accountId: account.id, openedWith: null }, 'alert.disown', now);
    if (freezesFactors(account, now) || (await wouldLift(tx, account, now))) {
      const frozenAt = frozenByLink(account, now);
      if (frozenAt !== account.frozenAt) await setFrozen(tx, account.id, frozenAt);
      frozen = freezeHolds({ ...account, frozenAt }, now);
    }
  }
  const paused = about === 'channel' ? await pauseChannelsOf(tx, account, event.at, now) : [];
  const contactsEnded = about === 'contact' ? await endContactsOf(tx, account, event.at, now) : 0;
  await openIncident(tx, account.id, 'disown', now);
  const after = await agedAccount(deps, tx, (await loadAccount(tx, account.id)) ?? account, now);
  const became = key && onKey ? keyAfter(after, key, onKey.became, now) : null;
  const back = wayBack(after, key, await wouldLift(tx, after, now), now);
  // After a recovery every key is of whoever recovered: none may be called the holder's.
  const comeBackWith = about === 'recovered' ? [] : back.keys.map(({ nickname }) => nickname);
  const particulars = { disown: { key: became, comeBackWith } };
  const evidence = { subject: event.operation, usedKey: key, lastTold: paused, particulars };
  await record(deps, tx, withoutSession(caller), 'alert.disown', account, { done: true }, evidence);
  return {
    at: now,
    about,
    key: became,
    sessionsEnded,
    holdsStopped,
    ...(await leftWaiting(tx, after, now)),
    channelsPaused: paused.length,
    contactsEnded,
    frozen,
    comeBackWith,
    otherwise: about === 'recovered' ? null : back.otherwise,
    addedBy: about === 'added-key' ? event.key_name : null,
    takeBackUntil: settlesUntil(after, now),
  };
}

function keyAfter(account: Account, { id, nickname }: Credential, became: DisownedKey | 'limited', now: number) {
  const key = account.credentials.find((one) => one.id === id);
  return { name: nickname, became, comesBackAt: key ? comesBackAt(account, key, now) : null };
}

/** No link touches their sessions. */
const vouchedFor = (account: Account, now: number): CredentialId[] =>
  account.credentials.filter((key) => isConfirmed(key, now)).map(({ id }) => id);

/** The session in which it was done is somebody else's, unless its key was vouched for. */
async function isActingSessionTheirs(tx: Tx, account: Account, event: AuditEventRow, now: number): Promise<boolean> {
  if (event.session_id === null) return false;
  const keyId = await actingKeyOf(tx, event);
  const key = account.credentials.find(({ id }) => id === keyId);
  return !key || !isConfirmed(key, now);
}

/** A session that the button would end, beside what it does to a key. */
async function wouldEndSession(
  deps: Deps,
  tx: Tx,
  account: Account,
  event: AuditEventRow,
  now: number,
): Promise<boolean> {
  if (disownSubjectOf(event) !== 'recovered') return isActingSessionLive(tx, account, event, now);
  const keys = recoveredKeys(account, event.at, now).map(({ id }) => id);
  const live = await liveSessions(deps, tx, account.id, now);
  return live.some(({ credential_id }) => credential_id !== null && keys.includes(credential_id));
}

/** What the keys of a recovery opened, whichever browser it is in. */
async function endRecovered(tx: Tx, account: Account, event: AuditEventRow, now: number): Promise<number> {
  let ended = 0;
  for (const { id } of recoveredKeys(account, event.at, now)) {
    ended += await endSessions(tx, { accountId: account.id, openedWith: id }, 'alert.disown', now);
  }
  return ended;
}

async function isActingSessionLive(tx: Tx, account: Account, event: AuditEventRow, now: number): Promise<boolean> {
  const session = event.session_id === null ? null : await findSession(tx, event.session_id);
  return session !== null && now < toSession(session).endsAt && (await isActingSessionTheirs(tx, account, event, now));
}

async function endActingSession(tx: Tx, account: Account, event: AuditEventRow, now: number): Promise<number> {
  if (event.session_id === null || !(await isActingSessionTheirs(tx, account, event, now))) return 0;
  return endSessions(tx, { accountId: account.id, only: event.session_id }, 'alert.disown', now);
}

async function actOnKey(deps: Deps, tx: Tx, account: Account, about: DisownSubject, key: Credential, now: number) {
  const became = decideDisownedKey(account, about, key, now);
  if (became === 'spare' || became === 'already') return { became, ended: 0 } as const;
  if (await throttle(deps, tx, 'disown.key', [account.id, key.id], now))
    return { became: 'limited', ended: 0 } as const;
  if (became === 'suspend') {
    const ended = await shutOut(tx, account, key, { by: 'link', at: now }, 'alert.disown');
    return { became, ended } as const;
  }
  const ended = await endSessions(tx, { accountId: account.id, openedWith: key.id }, 'alert.disown', now);
  return { became, ended } as const;
}

/** What was added by what the alert tells of: it and the event share their time. */
async function pauseChannelsOf(tx: Tx, account: Account, at: number, now: number): Promise<ToldChannel[]> {
  const told: ToldChannel[] = [];
  for (const channel of await listChannels(tx, account.id)) {
    if (channel.created_at !== at || !isYoung(channel.created_at, now) || channel.state !== 'live') continue;
    if (await setChannelState(tx, channel.id, 'paused')) told.push(channel);
  }
  return told;
}

async function endContactsOf(tx: Tx, account: Account, at: number, now: number): Promise<number> {
  let ended = 0;
  for (const contact of await listContacts(tx, account.id)) {
    const addedAt = contact.acceptedAt === at ? contact.acceptedAt : contact.invitedAt;
    if (addedAt !== at || !linkEndsContact(account, contact, addedAt, now)) continue;
    if (await endContact(tx, contact.id, 'holder', now)) ended++;
  }
  return ended;
}
