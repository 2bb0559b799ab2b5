// What is said of an entry on the page follows from the check, and from whether it is what was sealed.

import { describe, expect, it } from 'vitest';
import { judgeEvent } from './judge-event.ts';
import type { ActivityEvent } from './tell-event.ts';
import type { Verified } from './verify-history.ts';

const AT = 1_700_000_000_000;
const event: ActivityEvent = {
  id: 'evnt_1',
  operation: 'account.rename',
  outcome: 'done',
  reason: null,
  at: AT,
  actor: 'holder',
  device: 'Firefox',
  place: null,
  ip: '192.0.2.1',
  subject: 'Mara',
  keyName: null,
  thisSession: false,
  effectiveAt: null,
} as ActivityEvent;

function verified(fault: string | null = null, more: object = {}): Verified {
  const { operation, outcome, reason, at, actor, effectiveAt, device, ip, subject, keyName } = event;
  const checked = {
    id: event.id,
    fault,
    entry: { operation, outcome, reason, at, actor, effectiveAt },
    opening: { salt: '', particulars: { device, ip, subject, keyName } },
  };
  const history = { fault: null, complete: true, entries: [checked], ...more };
  return { history, byId: new Map([[event.id, checked]]) } as unknown as Verified;
}

describe('an entry', () => {
  it('is verified as it was sealed, and fails where the check does', () => {
    expect(judgeEvent(event, verified())).toMatchObject({ state: 'verified' });
    expect(judgeEvent(event, verified('gap'))).toMatchObject({ state: 'failed', why: 'gap' });
    expect(judgeEvent(event, verified(null, { fault: 'signature' }))).toMatchObject({ state: 'failed', why: 'log' });
  });

  it.each([
    { operation: 'account.lock' },
    { outcome: 'refused' as const },
    { at: AT + 1 },
    { actor: 'stranger' as const },
    { device: 'Chrome' },
    { ip: null },
    { subject: 'Ada' },
    { keyName: 'Desk' },
    { effectiveAt: AT },
  ])('that shows %j instead of what was sealed fails', (shown) => {
    expect(judgeEvent({ ...event, ...shown }, verified())).toMatchObject({ state: 'failed', why: 'shown' });
  });

  it('that is newer than what is sealed is being sealed, and an older one was never sealed', () => {
    const other = { ...event, id: 'evnt_2' };
    expect(judgeEvent({ ...other, at: AT + 100 }, verified())).toEqual({ state: 'sealing' });
    expect(judgeEvent({ ...other, at: AT - 60_000 }, verified())).toMatchObject({
      state: 'failed',
      why: 'never-sealed',
    });
    expect(judgeEvent({ ...other, at: AT - 60_000 }, verified(null, { complete: false }))).toEqual({
      state: 'unchecked',
    });
  });
});
