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
const FIRST_WAIT_MS = 1000;
const WAIT_MS_MAX = 60_000;

/** Longer each time, and never the same for two pages: a server that starts again is not met by all of them at once. */
function waitBefore(failures: number): number {
  const [chance = 0] = crypto.getRandomValues(new Uint16Array(1));
  return Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** failures) * (0.5 + chance / 0x1_0000);
}

interface Told {
  readonly onAlert: (alert: LiveAlert) => void;
  /** Something happened elsewhere, or may have while nobody listened. */
  readonly onChange: () => void;
  /** The session may be over: the server says, when it is asked. */
  readonly onDoubt: () => void;
}

/**
 * One page's connection: it is held while the page can be seen, since browsers allow few, and resumes where it left off.
 * @returns what ends it.
 */
function follow(told: Told): () => void {
  const known = new Set<string>();
  let last = '';
  let source: EventSource | null = null;
  let timer: number | undefined;
  let failures = 0;
  let interrupted = false;
  const note = (id: string) => {
    if (id > last) last = id;
  };
  const close = () => {
    window.clearTimeout(timer);
    if (source) interrupted = true;
    source?.close();
    source = null;
  };
  const take = ({ data }: MessageEvent<string>) => {
    const { event, alert } = JSON.parse(data) as LiveMessage;
    if (known.has(event.id)) return;
    known.add(event.id);
    if (known.size > REMEMBERED_MAX) known.delete([...known][0] ?? '');
    note(event.id);
    // What this session did itself, its own pages have read already.
    if (event.thisSession) return;
    told.onChange();
    if (alert !== null) told.onAlert(alert);
  };
  const watching = ({ lastEventId }: MessageEvent) => {
    note(lastEventId);
    failures = 0;
    if (interrupted) told.onChange();
    interrupted = false;
  };
  const lost = () => {
    // Closed: not the network, but an answer that was no stream.
    const refused = source?.readyState === EventSource.CLOSED;
    close();
    if (refused) told.onDoubt();
    timer = window.setTimeout(open, waitBefore(failures));
    failures += 1;
  };
  const open = () => {
    if (document.visibilityState === 'hidden') return close();
    if (source) return;
    const { path } = locate('live.watch');
    source = new EventSource(last === '' ? path : `${path}?after=${last}`);
    source.addEventListener('watching', watching);
    source.addEventListener('event', take);
    source.addEventListener('ended', () => {
      close();
      told.onDoubt();
    });
    source.addEventListener('error', lost);
  };
  const look = () => {
    window.clearTimeout(timer);
    open();
  };
  open();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
  };
}

/** Calls `onAlert` for each alert about something that was not done in this session. */
export function useLive(onAlert: (alert: LiveAlert) => void): void {
  const cache = useQueryClient();
  const protectedCall = useProtectedCall();
  const now = useRef({ onAlert, protectedCall });
  useEffect(() => {
    now.current = { onAlert, protectedCall };
  });
  useEffect(
    () =>
      follow({
        onAlert: (alert) => now.current.onAlert(alert),
        onChange: () => void cache.invalidateQueries(),
        onDoubt: () => {
          // Where the session is over, the answer leads to sign-in.
          now.current.protectedCall('session.read', { look: true }).catch(() => {});
        },
      }),
    [cache],
  );
}
