import { describe, expect, it } from 'vitest';
import { HOLD_KINDS, type HoldKind } from '../../domain/hold/hold.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { Told } from './alert-shape.ts';
import { holdAlerts, sayHoldAsked } from './hold-words.ts';
import type { HoldParticulars } from './particulars.ts';

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

it('a changed address is not said to hear no more: the change can be contested from there', () => {
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

describe('a mail about one slow change says which it is', () => {
  const of = (hold: HoldParticulars, protectedAccount = true, kind: HoldKind = 'email.change') => {
    const told = { ...about(kind, RIPENS), protectedAccount, particulars: { hold } };
    return [sayHoldAsked(kind)(told), announced(told), resumed(told)].map(({ follows }) => follows.join(' '));
  };
  const one: HoldParticulars = { proofs: 1, stoppedBy: 'any', startedWith: 'Desk key' };

  it('begun by one key: it is named, another one finishes it, and anybody stops it', () => {
    for (const said of of(one)) {
      expect(said).toMatch(/The key “Desk key” began it\..*only when another key finishes it/);
      expect(said).toContain('and so can “This wasn’t me”');
      expect(said).not.toMatch(/two|second proof|with no further touch/);
    }
  });

  it('begun by two: it happens with no further touch, and no link stops it', () => {
    for (const said of of({ ...one, proofs: 2, stoppedBy: 'trusted-key' })) {
      expect(said).toMatch(
        /“Desk key” and a second proof began it\. It happens on Tuesday 24 November 2026, 18:40 UTC/,
      );
      expect(said).toContain('A trusted key stops it. “This wasn’t me” does not.');
      expect(said).not.toMatch(/anybody who is signed in|another key finishes it/i);
    }
  });

  it('of a standard account: it is confirmed once more, by whatever opens it', () => {
    for (const said of of({ ...one, startedWith: null }, false)) {
      expect(said).toContain('The password and a second factor began it.');
      expect(said).toContain('confirms it once more, with a key or the password and second factor');
    }
  });

  it('a recovery says whether “This wasn’t me” stops this one', () => {
    const [single] = of({ ...one, startedWith: null }, true, 'recovery');
    expect(single).toContain('sign in with one of your keys, or press “This wasn’t me”.');
    const [both] = of({ proofs: 2, stoppedBy: 'trusted-key', startedWith: null }, true, 'recovery');
    expect(both).toContain('“This wasn’t me” does not stop it.');
  });
});

it('what is ready is finished by another key or, after a week, the same; or confirmed anew', () => {
  const ready = (protectedAccount: boolean) =>
    holdAlerts['hold.ready'].done({ ...about('email.change', RIPENS), protectedAccount }).follows.join(' ');
  expect(ready(true)).toMatch(
    /Another key can finish it until .+, and so can the same one after a week in which no other is used\. Then it lapses\./,
  );
  expect(ready(false)).toMatch(/It can be confirmed once more until .+; then it lapses\./);
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
