// recovery.read: how a case stands, for the bearer of its secret. It works signed out, and changes nothing.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { refuseLink } from '../refuse-link.ts';
import { writeFor } from '../write-for.ts';
import { type CaseView, viewCase } from './view-case.ts';
import { findCase, loadCase, readSecret } from './with-case.ts';

export async function readRecovery(
  deps: Deps,
  caller: Caller,
  input: { readonly caseSecret: string },
): Promise<Decision<CaseView>> {
  const secret = readSecret(input.caseSecret);
  if (!secret.allowed) return secret;
  const view = await deps.store.read(async (tx) => {
    const row = await findCase(deps, tx, secret.facts);
    return row && viewCase(await loadCase(deps, tx, row, caller.now), caller.now);
  });
  return view ? allow(view) : refuse(await writeFor(deps, caller, (tx) => refuseLink(deps, tx, caller)));
}
