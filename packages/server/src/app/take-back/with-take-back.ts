// take-back.open, and how the steps behind it find the browser's flow and its account, which still settles.

import type { ProtectedAccount } from '../../domain/account/account.ts';
import { emailKey } from '../../domain/account/email-address.ts';
import { maskEmail } from '../../domain/account/mask-email.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { wasHadBefore } from '../../domain/enrolment/former-factor.ts';
import { type OldFactor, waysBack } from '../../domain/enrolment/old-factor.ts';
import type { OldMailbox } from '../../domain/enrolment/old-mailbox.ts';
import { decideAsking } from '../../domain/enrolment/take-back.ts';
import { turningOnOf } from '../../domain/enrolment/turned-on.ts';
import type { AccountId } from '../../domain/id.ts';
import { LINK_MS, LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { loadAccount, lockAndLoadAccount } from '../../storage/account.ts';
import { findFlow, putFlow } from '../../storage/flow.ts';
import { listFormerFactors, type StoredFactor } from '../../storage/former-factor.ts';
import type { Tx } from '../../storage/store.ts';
import { type Caller, withFlow } from '../caller.ts';
import { findCallerFlow, type OpenFlow } from '../caller-flow.ts';
import { lastBelieved } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { type FlowStates, openFlow, sealFlow } from '../flow-state.ts';
import { refuseLink } from '../refuse-link.ts';
import { hashToken, mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { mailboxesThatTakeBack } from './mailboxes.ts';

export interface OpenTakeBack {
  readonly flow: OpenFlow<'take-back'>;
  readonly account: ProtectedAccount;
  /** Those that the account had in the fourteen days before. */
  readonly formers: readonly StoredFactor[];
  /** The one that was proved: the account has this address again afterwards. */
  readonly mailbox: OldMailbox;
  /** Whatever takes it back from there. */
  readonly ways: readonly OldFactor[];
}

export type TakeBackWith = 'key' | 'totp' | 'backup-code';

export interface TakeBackView {
  /** Masked: whoever reads the mail knows it. */
  readonly account: string;
  readonly turnedOnAt: number;
  readonly settlesAt: number;
  /** Any one of these is asked for. */
  readonly with: TakeBackWith[];
  readonly expiresAt: number;
}

/** The keys that count and are registered still; those that were removed are among the formers. */
export const oldKeysOf = ({ ways }: Pick<OpenTakeBack, 'ways'>): readonly Credential[] =>
  ways.flatMap((way) => (way.is === 'key' ? [way.key] : []));

function viewOf({ account, ways, mailbox }: OpenTakeBack, expiresAt: number): TakeBackView {
  const kinds = new Set(ways.map((way) => (way.is === 'key' ? 'key' : way.factor.kind)));
  return {
    account: maskEmail(mailbox.email),
    turnedOnAt: account.protectedSince,
    settlesAt: account.settlesAt ?? account.protectedSince,
    with: [
      ...(kinds.has('key') ? (['key'] as const) : []),
      ...(kinds.has('totp') ? (['totp'] as const) : []),
      ...(kinds.has('backup-codes') ? (['backup-code'] as const) : []),
    ],
    expiresAt,
  };
}

export interface TakeBackOpened extends TakeBackView {
  /** The flow of the browser that followed it, in which it goes on. */
  readonly flowToken: string;
}

/**
 * The link is followed in any browser, as often as anybody likes while it is good: whoever reads the mailbox still has to show
 * a factor of before. Bound to the browser of the request, or used up by whoever is first, it would protect nobody, and a thief
 * who reads the mailbox too could keep the holder out for the three days.
 */
export function openTakeBack(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<TakeBackOpened>> {
  const hash = hashToken(deps.keyRing, 'hfl', input.link);
  return writeFor(deps, caller, async (tx): Promise<Decision<TakeBackOpened>> => {
    const taken = hash === null ? null : await findLink(deps, tx, hash, caller.now);
    if (taken === null) return refuse(await refuseLink(deps, tx, caller));
    const expiresAt = caller.now + LINK_MS;
    const flow = mintToken(deps, 'hff');
    await putFlow(tx, {
      flow_key: flow.hash,
      kind: 'take-back',
      account_id: taken.accountId,
      state_sealed: sealFlow(deps.keyRing, { ...taken.state, opened: true }),
      code_hash: null,
      tries_left: LINK_TRIES,
      created_at: caller.now,
      expires_at: expiresAt,
    });
    const open = await findOpenTakeBack(deps, tx, withFlow(caller, flow.token), 'lock');
    return open ? allow({ ...viewOf(open, expiresAt), flowToken: flow.token }) : refuse({ tag: 'link-refused' });
  });
}

/** Whose link it is. */
async function findLink(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  hash: string,
  now: number,
): Promise<{ readonly accountId: AccountId; readonly state: FlowStates['take-back'] } | null> {
  const sent = await findFlow(tx, 'take-back', hash, now);
  if (!sent?.account_id) return null;
  const state = openFlow(deps.keyRing, 'take-back', sent);
  return state.opened ? null : { accountId: sent.account_id, state };
}

/** Null where the browser followed no link, or its account does not settle any more. */
export async function findOpenTakeBack(
  deps: Pick<Deps, 'keyRing' | 'clock'>,
  tx: Tx,
  caller: Caller,
  lock: 'lock' | 'read',
): Promise<OpenTakeBack | null> {
  const found = await findCallerFlow(deps, tx, caller, 'take-back');
  if (!found?.row.account_id) return null;
  const load = lock === 'lock' ? lockAndLoadAccount : loadAccount;
  const judged = decideAsking(await load(tx, found.row.account_id), await lastBelieved(deps, tx, caller.now));
  // Read again under the lock: another request may have moved it on, or ended it, since it was found.
  const flow = lock === 'lock' ? await findCallerFlow(deps, tx, caller, 'take-back') : found;
  if (!judged.allowed || !flow?.state.opened) return null;
  const account = judged.facts;
  const all = await listFormerFactors(tx, account.id);
  const turnedOn = turningOnOf(account);
  const formers = all.filter((factor) => wasHadBefore(factor, turnedOn.at, turnedOn.agedUntil));
  const proved = emailKey(flow.state.mailbox ?? account.email);
  const mailbox = (await mailboxesThatTakeBack(tx, account)).find(({ email }) => emailKey(email) === proved);
  if (!mailbox) return null;
  return { flow, account, formers, mailbox, ways: waysBack(account, formers, mailbox, turnedOn) };
}
