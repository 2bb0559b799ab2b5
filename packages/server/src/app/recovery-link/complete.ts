// recovery-link.key-options and recovery-link.complete: a new key, or a new password beside the authenticator app, and a
// session. Every other session ends; what else opens the account stays, for its holder to look at.

import { distinctName } from '../../domain/credential/distinct-name.ts';
import { trustedFrom } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { linkWays } from '../../domain/recovery-link/decide-link.ts';
import { assertFloor, findUserHandle } from '../../storage/account.ts';
import { insertCredential } from '../../storage/credential.ts';
import { endFlow } from '../../storage/flow.ts';
import { endSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import { setPassword } from '../../storage/verifier.ts';
import type { CreationOptions } from '../../webauthn/registration-options.ts';
import type { AttestationResponse } from '../../webauthn/verify-registration.ts';
import type { Caller } from '../caller.ts';
import { askForRegistration, checkRegistration, credentialRow } from '../ceremony.ts';
import { spendChallenge } from '../challenge.ts';
import { requireUnregistered } from '../credential/require-unregistered.ts';
import type { Deps } from '../deps.ts';
import { done } from '../operate.ts';
import { judgeNewPassword } from '../password/judge.ts';
import type { Evidence } from '../record.ts';
import { openSession } from '../session/open.ts';
import { forgetGuesses } from '../sign-in/count-password.ts';
import { nextOf, type SignedIn } from '../sign-in/finish.ts';
import { endStaged } from '../staged/end-staged.ts';
import { findOpenLink, isProved, type OpenLink, withLink } from './with-link.ts';

const PURPOSE = 'recovery-link.complete';
const GONE = refuse({ tag: 'flow-gone' });

export type LinkEnd =
  | { readonly with: 'key'; readonly nickname: string; readonly response: AttestationResponse }
  | { readonly with: 'password'; readonly password: string };

export function recoveryLinkKeyOptions(deps: Deps, caller: Caller): Promise<Decision<CreationOptions>> {
  return deps.store.read(async (tx) => {
    const open = await findOpenLink(deps, tx, caller, 'read');
    if (!open || !isProved(open, caller.now)) return GONE;
    const { email, displayName, id, credentials } = open.account;
    const about = {
      userHandle: await findUserHandle(tx, id),
      email,
      displayName,
      hint: null,
      exclude: credentials,
    };
    return allow(askForRegistration(deps, { purpose: PURPOSE, subject: open.flow.row.flow_key }, about, caller.now));
  });
}

/** Writes the new way in; inside the transaction, once everything else was judged. */
type WriteWayIn = (tx: Tx, open: OpenLink) => Promise<Decision<Evidence>>;

export async function completeRecoveryLink(deps: Deps, caller: Caller, input: LinkEnd): Promise<Decision<SignedIn>> {
  const open = await deps.store.read((tx) => findOpenLink(deps, tx, caller, 'read'));
  if (!open || !isProved(open, caller.now)) return GONE;
  const way = input.with === 'key' ? withKey(deps, caller, open, input) : await withPassword(deps, caller, open, input);
  if (!way.allowed) return way;
  return withLink(deps, caller, 'recovery-link.complete', (tx, now) => finish(deps, tx, caller, now, way.facts));
}

async function finish(deps: Deps, tx: Tx, caller: Caller, open: OpenLink, writeWayIn: WriteWayIn) {
  const { account } = open;
  if (!isProved(open, caller.now)) return GONE;
  const written = await writeWayIn(tx, open);
  if (!written.allowed) return written;
  const evidence = written.facts;
  // Once. A fault, so that nothing stays written.
  if (!(await endFlow(tx, open.flow.row.flow_key))) throw new Error('a flow of a locked account ended elsewhere');
  await endStaged(deps, tx, account, { cause: 'credential-change', session: null, now: caller.now });
  await endSessions(tx, { accountId: account.id }, 'recovery-link.complete', caller.now);
  await assertFloor(tx, account.id, null);
  const credentialId = evidence.credentialId ?? null;
  const method = credentialId === null ? 'password' : 'key';
  const opened = await openSession(deps, tx, caller, { accountId: account.id, tier: 'standard', method, credentialId });
  return done({ ...opened, next: nextOf(account), recoveryStopped: false }, evidence);
}

function withKey(
  deps: Deps,
  caller: Caller,
  open: OpenLink,
  input: Extract<LinkEnd, { with: 'key' }>,
): Decision<WriteWayIn> {
  const scope = { purpose: PURPOSE, subject: open.flow.row.flow_key };
  const outcome = checkRegistration(deps, scope, input.response, caller.now);
  if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
  return allow(async (tx, { account }) => {
    const unregistered = await requireUnregistered(tx, [outcome.credential]);
    if (!unregistered.allowed) return unregistered;
    if (!(await spendChallenge(tx, outcome, caller.now))) {
      return refuse({ tag: 'ceremony-failed', why: 'challenge-spent' });
    }
    const { now } = caller;
    // A new key: it cannot shut out the keys that were there before (product.md §3).
    const trustedAt = trustedFrom('account', now);
    const nickname = distinctName(input.nickname, account.credentials);
    const about = { accountId: account.id, nickname, origin: 'account', trustedAt, now } as const;
    const row = credentialRow(deps, outcome.credential, about);
    await insertCredential(tx, row);
    return allow({ subject: 'key', credentialId: row.id, usedKey: row });
  });
}

async function withPassword(
  deps: Deps,
  caller: Caller,
  open: OpenLink,
  input: Extract<LinkEnd, { with: 'password' }>,
): Promise<Decision<WriteWayIn>> {
  const { flow_key: flowKey } = open.flow.row;
  const judged = await judgeNewPassword(deps, {
    password: input.password,
    personal: [open.account.email, open.account.displayName],
    by: { limit: 'new-password.flow', owner: flowKey },
    now: caller.now,
  });
  if (!judged.allowed) return judged;
  const phc = await deps.passwordHashing.hash(input.password, { lane: 'recovery', owner: flowKey });
  return allow(async (tx, { account }) => {
    if (!linkWays(account).includes('password')) return refuse({ tag: 'not-permitted', why: 'tier' });
    await setPassword(tx, account.id, phc, caller.now);
    await forgetGuesses(deps, tx, account.id);
    return allow({ subject: 'password' });
  });
}
