// staff.grant and staff.revoke: an operator makes a protected account support, or takes that back. Both are told.

import type { Account, Role } from '../../domain/account/account.ts';
import type { Decision } from '../../domain/decision.ts';
import { decideGrant, decideRevoke } from '../../domain/staff/decide-staff.ts';
import { findAccountByEmail, loadAccount, setRole } from '../../storage/account.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { recordByStaff } from '../record.ts';

type Done = Record<never, never>;
type Asked = { readonly email: string };

/** `decide` answers whose role it is that changes. */
function change(
  deps: Deps,
  caller: SignedInCaller,
  operation: 'staff.grant' | 'staff.revoke',
  { email }: Asked,
  role: Role,
  decide: (account: Account | null) => Decision<Account>,
): Promise<Decision<Done>> {
  return operate(deps, caller, operation, async ({ tx }) => {
    const row = await findAccountByEmail(tx, email);
    const decision = decide(row ? await loadAccount(tx, row.id) : null);
    if (!decision.allowed) return decision;
    const account = decision.facts;
    await setRole(tx, account.id, role);
    await recordByStaff(deps, tx, caller, operation, account);
    return done({}, { subject: account.email });
  });
}

export const grantSupport = (deps: Deps, caller: SignedInCaller, input: Asked): Promise<Decision<Done>> =>
  change(deps, caller, 'staff.grant', input, 'support', decideGrant);

export const revokeSupport = (deps: Deps, caller: SignedInCaller, input: Asked): Promise<Decision<Done>> =>
  change(deps, caller, 'staff.revoke', input, 'holder', decideRevoke);
