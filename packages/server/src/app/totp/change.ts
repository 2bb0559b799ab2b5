// totp.begin, totp.confirm and totp.remove: the authenticator app of a standard account.

import { unmetWithoutTotp } from '../../domain/account/standing.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { verifyTotp } from '../../platform/totp.ts';
import { endFlow, findFlow, putFlow, takeTry } from '../../storage/flow.ts';
import { deleteTotp, setTotp } from '../../storage/verifier.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { openFlow, sealFlow } from '../flow-state.ts';
import { done, operate } from '../operate.ts';
import { endFactorSessions } from '../session/end-factor-sessions.ts';
import { offerTotp, type TotpOffer } from '../sign-up/prepare.ts';
import { TOTP_PURPOSE } from './totp-purpose.ts';

const FLOW_MS = 15 * 60 * 1000;
const TRIES = 5;
const keyOf = (caller: SignedInCaller): string => `totp:${caller.session.id}`;

/** A new secret; the app in use stays in use until the new one is confirmed. */
export function beginTotp(deps: Deps, caller: SignedInCaller): Promise<Decision<TotpOffer>> {
  return operate(deps, caller, 'totp.begin', async ({ tx, account, session, now }) => {
    const offer = offerTotp(deps, account.email);
    await putFlow(tx, {
      flow_key: keyOf(caller),
      kind: 'totp',
      account_id: account.id,
      session_id: session.id,
      state_sealed: sealFlow(deps.keyRing, { kind: 'totp', secret: offer.secret }),
      code_hash: null,
      tries_left: TRIES,
      created_at: now,
      expires_at: now + FLOW_MS,
    });
    return done(offer);
  });
}

/** Refused for a flow that has ended (`flow-gone`), and for a wrong code (`code-refused`). */
export function confirmTotp(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly code: string },
): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'totp.confirm', async (work) => {
    const { tx, account, now } = work;
    const row = await findFlow(tx, 'totp', keyOf(caller), now);
    if (!row || !(await takeTry(tx, row.flow_key))) return refuse({ tag: 'flow-gone' });
    const { secret } = openFlow(deps.keyRing, 'totp', row);
    const step = verifyTotp(secret, input.code, now);
    if (step === null) return refuse({ tag: 'code-refused' });
    if (!(await endFlow(tx, row.flow_key))) return refuse({ tag: 'flow-gone' });
    await setTotp(tx, account.id, deps.keyRing.seal(TOTP_PURPOSE, secret), step, now);
    await endFactorSessions(work, 'totp.confirm');
    return done({});
  });
}

/**
 * Refused where the password would be left without a second step (`floor-would-break`), and where there is none
 * (`not-found`).
 */
export function removeTotp(deps: Deps, caller: SignedInCaller): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'totp.remove', async (work) => {
    const { tx, account, now } = work;
    const unmet = unmetWithoutTotp(account);
    if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
    if (!(await deleteTotp(tx, account.id, now))) return refuse({ tag: 'not-found' });
    await endFactorSessions(work, 'totp.remove');
    return done({});
  });
}
