// The body of a batch.

import { expect, it } from 'vitest';
import type { ToldEvent } from '../audit/told-event.ts';
import { makeStreamBody } from './stream-body.ts';

const event = (position: number): ToldEvent => ({
  id: `evnt_${String(position).padStart(26, '0')}`,
  position,
  at: Date.UTC(2026, 5, 1) + position,
  operation: 'session.end',
  outcome: 'done',
  reason: null,
  actor: 'holder',
  account: null,
  session: null,
  credential: null,
  ip: null,
  country: null,
  device: null,
  userAgent: null,
  request: null,
  subject: null,
  keyName: null,
  effectiveAt: null,
});
const batch = { origin: 'log.example', from: 4, to: 6, events: [event(4), event(5)] } as const;

it('a batch says of which log it is, from where to where, and when the last of it happened', () => {
  const body = makeStreamBody({ ...batch, sends: 'events' });
  expect(body).toMatchObject({
    type: 'holdfast.audit.events',
    timestamp: '2026-06-01T00:00:00.005Z',
    data: { log: 'log.example', format: 'holdfast', from: 4, to: 6 },
  });
  expect(body.data.events.map(({ position }) => position)).toEqual([4, 5]);
});

it('in OCSF each event is one of OCSF, and its place is the sequence', () => {
  const { data } = makeStreamBody({ ...batch, sends: 'events-ocsf' });
  expect(data.format).toBe('ocsf');
  expect(data.events).toMatchObject([{ class_uid: 3002, metadata: { sequence: 4 } }, { metadata: { sequence: 5 } }]);
});

it('where nothing of it is on record any more, a batch is empty and still passes its places', () => {
  expect(makeStreamBody({ ...batch, sends: 'events', events: [] }).data).toMatchObject({ from: 4, to: 6, events: [] });
});
