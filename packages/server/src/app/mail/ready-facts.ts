// The particulars of a change that is ready, or about to lapse: with what it was begun, and until when it can be finished.

import type { Told } from './alert-shape.ts';
import type { Fact } from './letter.ts';
import { plain } from './plain.ts';
import { sayTime } from './say-time.ts';

export function factsOfReady({ event, particulars }: Told): Fact[] {
  const by = particulars?.hold;
  const until = event.effective_at;
  const facts: Fact[] = [];
  if (by) {
    const value = by.startedWith === null ? 'No key that is there now' : plain(by.startedWith);
    facts.push({ label: 'Begun with', value });
  }
  if (until !== null) {
    facts.push({ label: 'Lapses', value: sayTime(until), note: 'Unless it is finished or stopped before' });
  }
  return facts;
}
