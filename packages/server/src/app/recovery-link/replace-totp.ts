// recovery-link.make-totp and recovery-link.replace-totp: the second factor is lost, the password is not. Mailbox and password
// together set another authenticator app after 72 announced hours, unless any second factor is used meanwhile (product.md §4).

import { type Decision, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { mayReplaceTotp, stillHolds } from '../../domain/recovery-link/decide-link.ts';
import { verifyTotp } from '../../platform/totp.ts';
import { endFlow, takeTry, updateFlow } from '../../storage/flow.ts';
import { findPassword } from '../../storage/verifier.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { startHold } from '../hold/start.ts';
import { done } from '../operate.ts';
import { offerTotp, type TotpOffer } from '../sign-up/prepare.ts';
import { throttle } from '../throttle.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';
import { writeFor } from '../write-for.ts';
import { findOpenLink, withLink } from './with-link.ts';

const GONE = refuse({ tag: 'flow-gone' });

/** The password stands in for the factor that is lost. Counted with the other tries behind the link. */
export async function makeReplacementTotp(
  deps: Deps,
  caller: Caller,
  input: { readonly password: string },
): Promise<Decision<TotpOffer>> {
  const counted = await writeFor(deps, caller, async (tx) => {
    const open = await findOpenLink(deps, tx, caller, 'read');
    if (!open || !mayReplaceTotp(open.account)) return { limited: null, phc: null, owner: '' };
    const { id } = open.account;
    // Whoever reads the mailbox has as many links as they like: what is tried behind them is counted by account.
    const limited = await throttle(deps, tx, 'second-code.link', [id], caller.now);
    return { limited, phc: limited ? null : await findPassword(tx, id), owner: id };
  });
  if (counted.limited) return refuse(counted.limited);
  const { phc, owner } = counted;
  if (phc === null) return GONE;
  const right = await deps.passwordHashing.verify(phc, input.password, { lane: 'recovery', owner });
  return withLink(deps, caller, 'recovery-link.make-totp', async (tx, { flow, account }) => {
    if (!mayReplaceTotp(account) || !(await takeTry(tx, flow.row.flow_key))) return GONE;
    // The password was read before the account was locked; a change in between must not slip through.
    const unchanged = (await findPassword(tx, account.id)) === phc;
    if (!right || !unchanged) return refuse({ tag: 'sign-in-failed', why: 'wrong-password' });
    const offer = offerTotp(deps, account.email);
    const state_sealed = sealFlow(deps.keyRing, { ...flow.state, newTotp: { secret: offer.secret, at: caller.now } });
    await updateFlow(tx, flow.row.flow_key, { state_sealed });
    return done(offer, { byStranger: true });
  });
}

/** A code of the new app begins the wait; the flow ends with it. Refused while one waits already (`hold-exists`). */
export function replaceTotp(
  deps: Deps,
  caller: Caller,
  input: { readonly code: string },
): Promise<Decision<{ readonly ripensAt: number }>> {
  return withLink(deps, caller, 'recovery-link.replace-totp', async (tx, { flow, account }) => {
    const offered = flow.state.newTotp;
    // The password was shown before: it has to be the account's still.
    if (
      !offered?.secret ||
      !stillHolds(account, offered.at, caller.now) ||
      !mayReplaceTotp(account) ||
      !(await takeTry(tx, flow.row.flow_key))
    )
      return GONE;
    const { secret } = offered;
    if (verifyTotp(secret, input.code, caller.now) === null) return refuse({ tag: 'code-refused' });
    const held = await startHold(deps, tx, account, {
      kind: 'totp.replace',
      ripensAt: caller.now + HOLD_MS,
      // Two proofs of its own sort, so it happens by itself; and whoever has more than a mailbox stops it.
      proofs: 2,
      stoppedBy: 'second-factor',
      startedWith: null,
      totpSealed: deps.keyRing.seal(TOTP_PURPOSE, secret),
      caller,
    });
    if (!held.allowed) return held;
    if (!(await endFlow(tx, flow.row.flow_key))) throw new Error('a flow of a locked account ended elsewhere');
    const { ripensAt } = held.facts;
    return done({ ripensAt }, { effectiveAt: ripensAt, subject: 'totp.replace', byStranger: true });
  });
}
