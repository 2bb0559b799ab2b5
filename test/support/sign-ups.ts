// Sign-ups brought to a given point, through the use cases themselves.

import type { Caller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { beginSignUp } from '../../packages/server/src/app/sign-up/begin.ts';
import { confirmSignUp } from '../../packages/server/src/app/sign-up/confirm.ts';
import { makeCaller } from './accounts.ts';
import { factsOf, leaves } from './use-case.ts';

export interface BegunSignUp {
  /** A browser with the cookie of the sign-up. */
  readonly caller: Caller;
  /** The six digits that were mailed; empty where none were. */
  readonly code: string;
}

/** Each address asks from a network of its own, so that nobody waits for anybody. */
export async function begunSignUp(deps: Deps, email: string): Promise<BegunSignUp> {
  const asking = makeCaller({ network: email });
  const { answer, mails } = await leaves(deps, () => beginSignUp(deps, asking, { email }));
  const [mail] = mails;
  const code = mail?.content.kind === 'sign-up-code' ? mail.content.code : '';
  return { caller: { ...asking, flowToken: factsOf(answer).flowToken }, code };
}

export async function confirmedSignUp(deps: Deps, email: string): Promise<Caller> {
  const { caller, code } = await begunSignUp(deps, email);
  factsOf(await confirmSignUp(deps, caller, { code }));
  return caller;
}
