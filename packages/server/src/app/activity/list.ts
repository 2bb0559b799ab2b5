// activity.list: what happened on the account, newest first, as its holder may see it.

import { authority, type Operation } from '../../domain/authority.ts';
import type { EventId } from '../../domain/id.ts';
import { listEvents } from '../../storage/audit.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { tellEvent } from './tell-event.ts';

const PAGE = 50;
export type Show = 'everything' | 'sign-ins' | 'refused' | 'changes';

const operations = Object.keys(authority) as Operation[];
const isSignIn = (operation: Operation) => /^(sign-in|sign-up|session|account\.lock|step-up)/.test(operation);
const SHOWN: Readonly<Record<Show, readonly Operation[] | undefined>> = {
  everything: undefined,
  'sign-ins': operations.filter(isSignIn),
  refused: undefined,
  changes: operations.filter((operation) => !isSignIn(operation)),
};

export function listActivity(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly before?: EventId | undefined; readonly show?: Show | undefined },
) {
  const show = input.show ?? 'everything';
  return consult(deps, caller, async (tx, account) => {
    const rows = await listEvents(tx, {
      accountId: account.id,
      before: input.before,
      outcome: show === 'refused' ? 'refused' : undefined,
      operations: SHOWN[show],
      countMax: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    return {
      events: shown.map((row) => tellEvent(deps, caller, row)),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}
