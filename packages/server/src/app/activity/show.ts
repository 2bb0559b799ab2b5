// The parts of an activity that people look for.

import { authority, type Operation } from '../../domain/authority.ts';
import type { AuditEventRow } from '../../storage/tables.ts';

export type Show = 'everything' | 'sign-ins' | 'refused' | 'changes' | 'staff';

const operations = Object.keys(authority) as Operation[];
const signIns = operations.filter((name) => /^(sign-in|sign-up|session|account\.lock|step-up)/.test(name));
const byStaff = operations.filter((name) => name.startsWith('support.'));
const changes = operations.filter((name) => !signIns.includes(name));
const isSignIn: ReadonlySet<string> = new Set(signIns);

interface Shown {
  readonly outcome?: 'refused';
  readonly actor?: AuditEventRow['actor'];
  readonly operations?: readonly Operation[];
}
const SHOWN: Readonly<Record<Show, Shown>> = {
  everything: {},
  'sign-ins': { operations: signIns },
  refused: { outcome: 'refused' },
  changes: { operations: changes },
  // What they do in their own work stands in their own activity, as done by its holder.
  staff: { operations: byStaff, actor: 'staff' },
};

export const whatIsShown = (show: Show): Shown => SHOWN[show];

/** Of what kind an event is where it is counted: refused first, because that is what somebody looks for. */
export const kindOf = ({ operation, outcome }: Pick<AuditEventRow, 'operation' | 'outcome'>) =>
  outcome === 'refused' ? 'refused' : isSignIn.has(operation) ? 'sign-in' : 'change';
