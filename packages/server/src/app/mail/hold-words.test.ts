import { describe, expect, it } from 'vitest';
import { HOLD_KINDS } from '../../domain/hold/hold.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { Told } from './alert-shape.ts';
import { holdAlerts, sayHoldAsked } from './hold-words.ts';

const announced = holdAlerts['hold.announce'].done;
const made = holdAlerts['hold.ripen'].done;
const stopped = holdAlerts['hold.veto'].done;
const stoppedByRestore = holdAlerts['restore.stop-hold'].done;
const resumed = holdAlerts['restore.resume-hold'].done;

const RIPENS = Date.UTC(2026, 10, 24, 18, 40);
const about = (subject: string | null, effective_at: number | null = null): Told => ({
  protectedAccount: true,
  event: { subject, effective_at } as AuditEventRow,
});

describe.each(HOLD_KINDS)('a hold of kind %s', (kind) => {
  it('is announced with the moment at which it is ready, and the ways to stop it', () => {
    for (const words of [
      sayHoldAsked(kind)(about(null, RIPENS)),
      announced(about(kind, RIPENS)),
      resumed(about(kind, RIPENS)),
    ]) {
      expect(words.follows.join(' ')).toContain('on Tuesday 24 November 2026, 18:40 UTC, if nobody stops it');
      expect(words.follows.join(' ')).toContain('“This wasn’t me”');
      expect(words.facts?.[0]).toMatchObject({ label: 'Ready', value: 'Tuesday 24 November 2026, 18:40 UTC' });
    }
  });

  it('once made or stopped, is no longer said to wait', () => {
    for (const words of [made(about(kind)), stopped(about(kind)), stoppedByRestore(about(kind))]) {
      expect(words.facts ?? []).toEqual([]);
      expect(words.follows.join(' ')).not.toContain('unless it is stopped');
    }
  });

  it('names no account but the one it is given', () => {
    for (const say of [sayHoldAsked(kind), announced, made, stopped, stoppedByRestore, resumed]) {
      expect(say(about(kind, RIPENS)).fact('your Skerry account')).toContain('your Skerry account');
    }
  });
});

it('a changed address does not say that the old one hears no more: it can be contested from there', () => {
  for (const say of [sayHoldAsked('email.change'), made, holdAlerts['hold.finish'].done]) {
    const said = say(about('email.change')).follows.join(' ');
    expect(said).not.toContain('the last one');
    expect(said).toContain('The old one hears of it again only where the change is contested');
  }
});

it('another authenticator app is stopped by signing in and by no link, and says so', () => {
  const words = sayHoldAsked('totp.replace')(about(null, RIPENS));
  expect(words.follows.at(-1)).toMatch(/sign in with the app.*No link stops it, not even “This wasn’t me”/);
  expect(words).toMatchObject({ action: { path: '/sign-in' }, calm: true });
});

it('leaving protection says what is lost and what is kept', () => {
  const said = made(about('protection.leave')).follows.join(' ');
  for (const part of ['keys still open', 'recovery keys no longer count', 'no password until', 'training']) {
    expect(said).toContain(part);
  }
});

it('a kind that this version does not know is still told as a waiting change', () => {
  for (const kind of [null, 'a.kind-of-tomorrow', 'constructor']) {
    expect(holdAlerts['hold.announce'].done(about(kind, RIPENS)).fact('your account')).toBe(
      'A change of your account is waiting',
    );
  }
});

it('a holder is told to when the platform went back, and what that undoes', () => {
  const { follows } = holdAlerts['restore.tell'].done(about('Saturday 30 May 2026, 18:40 UTC'));
  expect(follows.join(' ')).toMatch(/as it was on Saturday 30 May 2026, 18:40 UTC.*a key that you removed opens/);
});
