// Evidence and alerts: one audit row for each outcome, and the messages that tell the holder on every channel, in the same transaction.

import { RANK } from '../domain/alert/channel.ts';
import { isToldSingly } from '../domain/alert/refusal-digest.ts';
import { isAlerted, type Operation } from '../domain/authority.ts';
import type { AccountId, AlertId, ContactId, CredentialId, EventId, HoldId } from '../domain/id.ts';
import { makeOrderedId } from '../domain/id.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Tier } from '../domain/tier.ts';
import { findToldChannels, type ToldChannel } from '../storage/alert-channel.ts';
import { insertAuditEvent } from '../storage/audit.ts';
import { takeBack } from '../storage/outbox.ts';
import { countRefusal, forgetRefusals } from '../storage/refusal-window.ts';
import type { Tx } from '../storage/store.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';
import type { Particulars } from './mail/particulars.ts';
import { type MailContent, sendMail } from './mail/send-mail.ts';
import { queueAlert } from './outbox/queue-alert.ts';

/** Whom an outcome is about. */
export interface Subject {
  readonly id: AccountId;
  readonly email: string;
  readonly tier: Tier;
}

export interface UsedKey {
  readonly id?: CredentialId;
  readonly nickname: string;
}

/** The particulars of an outcome, beyond who, what, when and where. */
export interface Evidence {
  /** What it was done to, in words the holder knows: a key's name, a session's device, a new address. */
  readonly subject?: string | undefined;
  readonly credentialId?: CredentialId | null | undefined;
  /** The key that was used. One that is not registered yet has a name alone. */
  readonly usedKey?: UsedKey | null | undefined;
  /** When a waiting change takes effect. */
  readonly effectiveAt?: number | undefined;
  readonly newDevice?: boolean | undefined;
  /** Done by somebody else than the account's holder. */
  readonly byStranger?: boolean | undefined;
  /** Anybody may do it as often as they like: told like a refused attempt, ten a day by themselves. */
  readonly counted?: true | undefined;
  /** On record, and no alert: there was nothing to do, or it is told where it is done again. */
  readonly untold?: true | undefined;
  /** A channel that is told whether or not anybody is alerted: the one that a test was asked for. */
  readonly tellChannel?: ToldChannel | undefined;
  /** Channels that end with it, and are told of it last. */
  readonly lastTold?: readonly ToldChannel[] | undefined;
  /** A recovery that the alert asks a contact about: its mail has buttons of its own. */
  readonly asks?: { readonly contactId: ContactId; readonly holdId: HoldId } | undefined;
  /** For the sentences of the alert alone, and not kept. */
  readonly particulars?: Particulars | undefined;
  /** Further addresses to tell: those that are being left, or come. Each is told once. */
  readonly alsoTell?: readonly string[] | undefined;
  /**
   * For what a stranger tries: the same statements run and as much is sealed whether or not there is such an account and
   * whether or not anybody is told, so that the time of the answer does not tell either (ASVS 6.3.8).
   */
  readonly alike?: true | undefined;
}

export type Outcome = { readonly done: true } | { readonly done: false; readonly refusal: Refusal };

/** The word that says why, for the evidence. */
export const reasonOf = (refusal: Refusal): string => ('why' in refusal ? refusal.why : refusal.tag);

export type Recorder = Pick<Deps, 'random' | 'keyRing' | 'geo' | 'describeUserAgent'>;

/** Records an outcome of a request. */
export async function record(
  deps: Recorder,
  tx: Tx,
  caller: Caller,
  operation: Operation,
  about: Subject | null,
  outcome: Outcome,
  evidence: Evidence = {},
): Promise<EventId> {
  const { session } = caller;
  const isHoldersSession = session !== null && session.account_id === about?.id;
  const byHolder = isHoldersSession || (outcome.done && !evidence.byStranger);
  return write(deps, tx, operation, about, outcome, evidence, caller.now, {
    actor: byHolder ? 'holder' : 'stranger',
    session_id: session?.id ?? null,
    ip: caller.ip,
    country_code: deps.geo.country(caller.ip)?.code ?? null,
    device: deps.describeUserAgent(caller.userAgent).name,
    user_agent: caller.userAgent?.slice(0, 400) ?? null,
    request_id: caller.requestId,
  });
}

/**
 * Records what staff did with somebody else's account, in that account's own history. From where they did it stands in
 * theirs, under the same request: the holder learns that it was staff, not where they sit.
 */
export async function recordByStaff(
  deps: Recorder,
  tx: Tx,
  caller: Caller,
  operation: Operation,
  about: Subject,
  evidence: Evidence = {},
  refusal: Refusal | null = null,
): Promise<EventId> {
  const outcome: Outcome = refusal ? { done: false, refusal } : { done: true };
  return write(deps, tx, operation, about, outcome, evidence, caller.now, {
    actor: 'staff',
    session_id: null,
    ip: null,
    country_code: null,
    device: null,
    user_agent: null,
    request_id: caller.requestId,
  });
}

/** Records something that Holdfast's own clockwork did. */
export async function recordBySystem(
  deps: Recorder,
  tx: Tx,
  now: number,
  operation: Operation,
  about: Subject | null,
  evidence: Evidence = {},
): Promise<EventId> {
  return write(deps, tx, operation, about, { done: true }, evidence, now, {
    actor: 'system',
    session_id: null,
    ip: null,
    country_code: null,
    device: null,
    user_agent: null,
    request_id: null,
  });
}

/** Records what a program asked in its own name. */
export async function recordByClient(
  deps: Recorder,
  tx: Tx,
  caller: Caller,
  operation: Operation,
  subject: string,
): Promise<EventId> {
  return write(deps, tx, operation, null, { done: true }, { subject }, caller.now, {
    actor: 'client',
    session_id: null,
    ip: caller.ip,
    country_code: deps.geo.country(caller.ip)?.code ?? null,
    device: null,
    user_agent: caller.userAgent?.slice(0, 400) ?? null,
    request_id: caller.requestId,
  });
}

/** Well-formed, and nobody’s: what is looked up for it is not there. */
export const NOBODY = `acct_${'0'.repeat(26)}` as AccountId;
const NO_MESSAGE = `alrt_${'0'.repeat(26)}` as AlertId;
type AlertContent = Extract<MailContent, { kind: 'alert' }>;

type Origin = Pick<
  Parameters<typeof insertAuditEvent>[1],
  'actor' | 'session_id' | 'ip' | 'country_code' | 'device' | 'user_agent' | 'request_id'
>;

async function write(
  deps: Recorder,
  tx: Tx,
  operation: Operation,
  about: Subject | null,
  outcome: Outcome,
  evidence: Evidence,
  now: number,
  origin: Origin,
): Promise<EventId> {
  const id = makeOrderedId('evnt', now, deps.random.rising(now));
  const kind = outcome.done ? 'done' : 'refused';
  const event = {
    id,
    account_id: about?.id ?? null,
    at: now,
    operation,
    outcome: kind,
    reason: outcome.done ? null : reasonOf(outcome.refusal),
    ...origin,
    credential_id: evidence.credentialId ?? null,
    subject: evidence.subject ?? null,
    used_key_id: evidence.usedKey?.id ?? null,
    key_name: evidence.usedKey?.nickname ?? null,
    effective_at: evidence.effectiveAt ?? null,
  } as const;
  insertAuditEvent(tx, event);
  const { asks, particulars } = evidence;
  const more = { ...(asks && { asks }), ...(particulars && { particulars }) };
  const isProtectedOne = about !== null && about.tier !== 'standard';
  const content = { kind: 'alert', event, protectedAccount: isProtectedOne, ...more } as const;
  const { untold = false, newDevice = false, alike = false, counted = false } = evidence;
  const alerted = about !== null && !untold && isAlerted(operation, kind, about.tier, newDevice);
  if (!alerted && !alike) {
    const { tellChannel } = evidence;
    if (about && tellChannel) {
      queueAlert(deps, tx, tellChannel, { accountId: about.id, now, content, rank: RANK.asked });
    }
    return id;
  }
  const channels = await findToldChannels(tx, about?.id ?? NOBODY);
  // What staff tried is told every time: nobody from outside can fill a day's ten in front of it.
  if ((!outcome.done && origin.actor !== 'staff') || counted) {
    // What nobody is told of is counted for nobody, and forgotten again: the work is the same.
    const nobody = `acct_${id.slice(5)}` as AccountId;
    const side = origin.actor === 'holder' ? 'inside' : 'outside';
    const singly = isToldSingly(await countRefusal(tx, alerted ? about.id : nobody, side, now));
    if (alike) forgetRefusals(tx, nobody);
    if (!singly && !alike) return id;
    if (!singly || !alerted) return mailNobody(deps, tx, now, content, id);
  }
  if (!alerted) return id;
  // What only reminds comes after everybody's alerts.
  const rank = operation === 'recovery-key.remind' ? { rank: RANK.platform } : {};
  const addresses = new Set([about.email, ...(evidence.alsoTell ?? [])]);
  for (const to of addresses) sendMail(deps, tx, { to, accountId: about.id, now, content, ...rank });
  for (const channel of channels) queueAlert(deps, tx, channel, { accountId: about.id, now, content, ...rank });
  for (const channel of evidence.lastTold ?? []) {
    queueAlert(deps, tx, channel, { accountId: about.id, now, content: { ...content, isLast: true } });
  }
  if (alike) takeBack(tx, NO_MESSAGE);
  return id;
}

/** The work of a mail, and no mail: it is taken out again before anybody could deliver it. */
function mailNobody(deps: Recorder, tx: Tx, now: number, content: AlertContent, id: EventId): EventId {
  takeBack(tx, sendMail(deps, tx, { to: 'nobody@invalid.invalid', accountId: null, now, content }));
  return id;
}
