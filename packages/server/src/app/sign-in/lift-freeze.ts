// A freeze that is lifted with a password or an app that was replaced: what was shown is the account's own again, what is
// younger is gone, and so is everybody who was signed in (domain/sign-in/decide-lifting.ts).

import type { Account } from '../../domain/account/account.ts';
import type { Operation } from '../../domain/authority.ts';
import type { Decision } from '../../domain/decision.ts';
import { decideLifting, type FormerFactorsShown, type Lifting } from '../../domain/sign-in/decide-lifting.ts';
import { dropBackupCodes } from '../../storage/backup-code.ts';
import { forgetFormerFactors, listFormerFactors } from '../../storage/former-factor.ts';
import { endSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import { dropVerifier } from '../../storage/verifier.ts';
import type { Deps } from '../deps.ts';
import { restoreFormer } from '../enrolment/restore-former.ts';
import { endStaged } from '../staged/end-staged.ts';

export interface LiftingProof extends FormerFactorsShown {
  /** The step of the code, where it came from an app that was replaced; else 0. */
  readonly totpStep: number;
}

/** The account is locked by the caller, who lifts the freeze itself. */
export async function liftWithFormer(
  deps: Deps,
  tx: Tx,
  account: Account,
  operation: Operation,
  proof: LiftingProof,
  now: number,
): Promise<Decision<Lifting>> {
  const formers = await listFormerFactors(tx, account.id);
  const decision = decideLifting(account, proof, formers, now);
  if (!decision.allowed) return decision;
  const { drops, restores, forgets } = decision.facts;
  await endSessions(tx, { accountId: account.id }, operation, now);
  await endStaged(deps, tx, account, { cause: 'credential-change', session: null, now });
  for (const kind of drops) {
    if (kind === 'backup-codes') await dropBackupCodes(tx, account.id);
    else await dropVerifier(tx, account.id, kind);
  }
  await restoreFormer(deps, tx, account.id, formers, restores, { totpStep: proof.totpStep, codeHash: null });
  await forgetFormerFactors(tx, account.id, forgets);
  return decision;
}
