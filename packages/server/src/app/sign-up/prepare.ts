// sign-up.key-options and sign-up.make-totp: what the new account's holder needs to choose a way in.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { makeTotpSecret, totpUri } from '../../platform/totp.ts';
import { updateFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import type { CreationOptions } from '../../webauthn/registration-options.ts';
import type { Caller } from '../caller.ts';
import { findCallerFlow, type OpenFlow } from '../caller-flow.ts';
import { askForRegistration } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { writeFor } from '../write-for.ts';

export const SIGN_UP_KEY = 'sign-up.complete';

/** The browser's sign-up, once its address is confirmed. */
export async function findConfirmedSignUp(deps: Deps, tx: Tx, caller: Caller): Promise<OpenFlow<'sign-up'> | null> {
  const flow = await findCallerFlow(deps, tx, caller, 'sign-up');
  return flow?.state.verified ? flow : null;
}

export function signUpKeyOptions(
  deps: Deps,
  caller: Caller,
  input: { readonly displayName: string },
): Promise<Decision<CreationOptions>> {
  return deps.store.read(async (tx) => {
    const flow = await findConfirmedSignUp(deps, tx, caller);
    if (!flow) return refuse({ tag: 'flow-gone' });
    const { userHandle, email } = flow.state;
    const scope = { purpose: SIGN_UP_KEY, subject: flow.row.flow_key };
    const about = { userHandle, email, displayName: input.displayName, hint: null, exclude: [] };
    return allow(askForRegistration(deps, scope, about, caller.now));
  });
}

export interface TotpOffer {
  readonly secret: string;
  /** otpauth://totp/…, for a QR code. */
  readonly uri: string;
}

export const offerTotp = (deps: Pick<Deps, 'random' | 'platform'>, email: string): TotpOffer => {
  const secret = makeTotpSecret(deps.random);
  return { secret, uri: totpUri({ issuer: deps.platform.name, account: email, secret }) };
};

export function signUpTotp(deps: Deps, caller: Caller): Promise<Decision<TotpOffer>> {
  return writeFor(deps, caller, async (tx) => {
    const flow = await findConfirmedSignUp(deps, tx, caller);
    if (!flow) return refuse({ tag: 'flow-gone' });
    const offer = offerTotp(deps, flow.state.email);
    await updateFlow(tx, flow.row.flow_key, {
      state_sealed: sealFlow(deps.keyRing, { ...flow.state, totpSecret: offer.secret }),
    });
    return allow(offer);
  });
}
