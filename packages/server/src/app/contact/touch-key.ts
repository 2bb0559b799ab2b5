// A contact's own key, touched for one act: it has to open the account, and to be a day old.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { decideUse } from '../../domain/credential/decide-use.ts';
import { rightsByMake } from '../../domain/credential/judge-make.ts';
import { requireRights } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { AssertionOutcome } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { useKey } from '../use-key.ts';

export async function touchKey(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Account,
  outcome: AssertionOutcome,
): Promise<Decision<Credential>> {
  if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
  const fault = await useKey(deps, tx, caller, account, outcome);
  if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
  const key = account.credentials.find(({ id }) => id === outcome.key.id);
  if (!key) return refuse({ tag: 'ceremony-failed', why: 'unknown-credential' });
  const use = decideUse(account, key, caller.now);
  if (!use.allowed) return use;
  if (rightsByMake(account, key, caller.now) !== 'all') return refuse({ tag: 'ceremony-failed', why: 'make-reported' });
  const rights = requireRights(account, key, 'day', caller.now);
  return rights.allowed ? allow(key) : rights;
}
