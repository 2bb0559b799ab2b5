// The present moment, for what counts down on the page.
import { useEffect, useState } from 'react';
import { now } from './clock.ts';

/** Milliseconds since the epoch, read again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return moment;
}
