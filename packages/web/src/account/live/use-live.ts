// Follows the account while its page is being looked at: what happens elsewhere is read afresh, and told at once.
import type { Answer } from '@holdfast/contract';
import { locate } from '@holdfast/contract/paths';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';

export type LiveMessage = Answer<'live.watch'>;
export type LiveAlert = NonNullable<LiveMessage['alert']>;

/** Enough to know an event that comes a second time; the server looks back a few seconds only. */
const REMEMBERED_MAX = 500;

/**
 * Calls `onAlert` for each alert about something that was not done in this session. Hidden pages hold no connection:
 * browsers allow few, and a page that comes back resumes where it left off.
 */
export function useLive(onAlert: (alert: LiveAlert) => void): void {
  const cache = useQueryClient();
  const protectedCall = useProtectedCall();
  const now = useRef({ onAlert, protectedCall });
  useEffect(() => {
    now.current = { onAlert, protectedCall };
  });
  useEffect(() => {
    const known = new Set<string>();
    let last: string | null = null;
    let source: EventSource | null = null;
    const take = (message: MessageEvent<string>) => {
      const { event, alert } = JSON.parse(message.data) as LiveMessage;
      if (known.has(event.id)) return;
      known.add(event.id);
      if (known.size > REMEMBERED_MAX) known.delete([...known][0] ?? '');
      if (last === null || event.id > last) last = event.id;
      // What this session did itself, its own pages have read already.
      if (event.thisSession) return;
      void cache.invalidateQueries();
      if (alert !== null) now.current.onAlert(alert);
    };
    const close = () => {
      source?.close();
      source = null;
    };
    const end = () => {
      close();
      // Asked, the server says that the session is over, and the page goes where that leads.
      now.current.protectedCall('session.read').catch(() => {});
    };
    const follow = () => {
      if (document.visibilityState === 'hidden') return close();
      if (source !== null) return;
      const { path } = locate('live.watch');
      source = new EventSource(last === null ? path : `${path}?after=${last}`);
      source.addEventListener('event', take);
      source.addEventListener('ended', end);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [cache]);
}
