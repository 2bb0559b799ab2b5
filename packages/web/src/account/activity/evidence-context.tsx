// The check of the account's history, made once for the page and asked about by each entry on it.
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { judgeEvent, type Verdict } from './judge-event.ts';
import type { ActivityEvent } from './tell-event.ts';
import { type Unverified, type Verified, verifyHistory } from './verify-history.ts';

/** Three hundred entries. Each page costs three tokens of the account's budget for costly reads (docs/limits.md). */
const PAGES_AT_FIRST = 3;
const PAGES_MORE = 10;
/** What was on its way when the page came is sealed, and then witnessed, within these. */
const LOOKS = 4;
const LOOK_MS = 3000;

export interface Evidence {
  readonly found: Verified | Unverified | undefined;
  readonly error: unknown;
  readonly checking: boolean;
  readonly again: () => void;
  readonly more: () => void;
}

const EvidenceContext = createContext<Evidence | null>(null);

export function EvidenceProvider({ children }: { readonly children: ReactNode }) {
  const call = useProtectedCall();
  const [pages, setPages] = useState(PAGES_AT_FIRST);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['activity.prove-history', pages],
    queryFn: ({ signal }) => verifyHistory(call, pages, signal),
    // Older entries were sealed long ago: looking again is for the newest.
    refetchInterval: ({ state }) => (pages === PAGES_AT_FIRST && state.dataUpdateCount < LOOKS ? LOOK_MS : false),
    placeholderData: (before) => before,
  });
  const evidence: Evidence = {
    found: data,
    error,
    checking: isFetching,
    again: () => void refetch(),
    more: () => setPages((before) => before + PAGES_MORE),
  };
  return <EvidenceContext value={evidence}>{children}</EvidenceContext>;
}

export const useEvidence = (): Evidence | null => useContext(EvidenceContext);

/** Null where nothing can be said: outside of the activity page, before the check, or where it could not be made. */
export function useVerdict(event: ActivityEvent): Verdict | null {
  const found = useEvidence()?.found;
  return found === undefined || typeof found === 'string' ? null : judgeEvent(event, found);
}
