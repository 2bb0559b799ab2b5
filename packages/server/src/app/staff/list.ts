// staff.list: who may look at accounts for support, and who runs the platform.

import { listStaff } from '../../storage/account.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';

export const readStaff = (deps: Deps, caller: SignedInCaller) =>
  consult(deps, caller, async (tx) => ({
    staff: (await listStaff(tx)).map((row) => ({
      email: row.email,
      displayName: row.display_name,
      role: row.role === 'operator' ? ('operator' as const) : ('support' as const),
    })),
  }));
