// How long something slow takes on this account, in words, before it is begun: the server's word for each kind.
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import type { SlowKind } from './hold-answer.ts';

/** "3 days": until it is ready, where one proof begins it. */
export function useReadySpan({ slow }: Pick<Account, 'slow'>, kind: SlowKind): string {
  const times = useTimes();
  return times.span(slow.find((pacing) => pacing.kind === kind)?.readySeconds ?? 0);
}
