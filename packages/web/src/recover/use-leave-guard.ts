// Asks before a page is left that shows something for the only time: by the browser for what leads out, by the page itself
// for its own links and for the way back.
import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';

export interface LeaveGuard {
  /** Where somebody is about to go; null while nobody is. */
  readonly leaving: string | null;
  readonly stay: () => void;
  readonly leave: () => void;
}

/** A click that opens the link here, as opposed to in a new tab. */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);

/** The page within this site that a click leads to; null for everything else. */
function innerTarget(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || !isPlain(event) || link.target === '_blank' || link.hasAttribute('download')) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  return origin === location.origin && pathname !== location.pathname ? `${pathname}${search}${hash}` : null;
}

/** `guarded`: something would be lost. */
export function useLeaveGuard(guarded: boolean): LeaveGuard {
  const [, navigate] = useLocation();
  const [leaving, setLeaving] = useState<string | null>(null);
  useEffect(() => {
    if (!guarded) return;
    const here = location.href;
    // One more step in the history, so that the way back leads here first, and can be asked about.
    history.pushState(history.state, '', here);
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const target = innerTarget(event);
      if (target === null) return;
      event.preventDefault();
      event.stopPropagation();
      setLeaving(target);
    };
    const back = () => {
      history.pushState(history.state, '', here);
      setLeaving('/sign-in');
    };
    addEventListener('beforeunload', unload);
    addEventListener('popstate', back);
    document.addEventListener('click', click, true);
    return () => {
      removeEventListener('beforeunload', unload);
      removeEventListener('popstate', back);
      document.removeEventListener('click', click, true);
    };
  }, [guarded]);
  const stay = useCallback(() => setLeaving(null), []);
  const leave = useCallback(() => leaving !== null && navigate(leaving), [leaving, navigate]);
  return { leaving, stay, leave };
}
