// What the check says about one entry that the page shows.
import type { CheckedEntry, Entry } from '@holdfast/contract/log';
import type { ActivityEvent } from './tell-event.ts';
import type { Verified } from './verify-history.ts';

export type Verdict =
  | { readonly state: 'sealing' | 'unchecked' }
  | { readonly state: 'verified'; readonly checked: CheckedEntry }
  | {
      readonly state: 'failed';
      readonly why: 'unreadable' | 'not-in-log' | 'changed' | 'gap' | 'shown' | 'never-sealed' | 'log';
      readonly checked: CheckedEntry | null;
    };

/** An entry is sealed within a second; so much more is left for clocks of several servers. */
const SEALED_WITHIN_MS = 10_000;
const SEALED = [
  'operation',
  'outcome',
  'reason',
  'at',
  'actor',
  'effectiveAt',
] as const satisfies readonly (keyof Entry)[];
const OPENED = ['device', 'ip', 'subject', 'keyName'] as const;

/** Is what stands on the page what was sealed? */
function isAsShown(event: ActivityEvent, { entry, opening }: CheckedEntry): boolean {
  if (!entry || SEALED.some((name) => event[name] !== entry[name])) return false;
  return opening === null || OPENED.every((name) => event[name] === opening.particulars[name]);
}

export function judgeEvent(event: ActivityEvent, { history, byId }: Verified): Verdict {
  const checked = byId.get(event.id) ?? null;
  if (history.fault) return { state: 'failed', why: 'log', checked };
  if (checked?.fault) return { state: 'failed', why: checked.fault, checked };
  if (checked)
    return isAsShown(event, checked) ? { state: 'verified', checked } : { state: 'failed', why: 'shown', checked };
  const times = history.entries.flatMap(({ entry }) => entry?.at ?? []);
  if (event.at > Math.max(...times) - SEALED_WITHIN_MS) return { state: 'sealing' };
  if (!history.complete && event.at < Math.min(...times) + SEALED_WITHIN_MS) return { state: 'unchecked' };
  return { state: 'failed', why: 'never-sealed', checked: null };
}
