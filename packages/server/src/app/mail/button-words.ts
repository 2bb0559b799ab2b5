// What “This wasn’t me” does, as the mail says it before anybody has pressed it: by what its alert is about, and never more
// than that (product.md §6). What it did is said on its page.

import { disownSubjectOf } from '../../domain/alert/decide-disown.ts';
import type { DisownSubject } from '../../domain/authority.ts';
import type { AuditEventRow } from '../../storage/tables.ts';

/** After “Its button …”. Which of two it will be is known when it is pressed. */
const DOES: Readonly<Record<DisownSubject, string | null>> = {
  key: 'suspends the key that was used, or signs it out where no other trusted way in is left',
  'added-key': 'suspends the key that was added, or signs it out where no other trusted way in is left',
  recovered: 'ends what the keys of the recovery had opened',
  factor: 'signs out what the password had opened, and shuts the password where something older opens the account',
  channel: 'tells what was added nothing more',
  contact: 'ends the contact that was added, as long as they do not count yet',
  nothing: null,
};

const WITH_KEY: ReadonlySet<DisownSubject> = new Set<DisownSubject>(['key', 'added-key', 'recovered', 'factor']);

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;

/** Two sentences at most. */
export function sayButton(event: Pick<AuditEventRow, 'operation' | 'outcome' | 'session_id'>): string {
  const about = disownSubjectOf(event);
  const does = [
    DOES[about],
    event.session_id === null ? null : 'ends the session in which it was done',
    'stops what waits, except what only a key or a second factor stops',
  ].filter((part) => part !== null);
  const spares = ' A key that was vouched for in the last 30 days is left alone.';
  return `Its button ${listed(does)}.${WITH_KEY.has(about) ? spares : ''}`;
}
