import { expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { APART_MS_MAX } from '../clock/moved.ts';
import { FREEZE_MS } from '../credential/key-stage.ts';
import { decideLink, linkSeconds, linkWays, stillHolds } from './decide-link.ts';

const totp = { setAt: NOW };
const codes = (left: number) => ({ left, madeAt: NOW });
const credentials = [sampleKey('roaming')];

it('Nobody, and no protected account, is given a link', () => {
  expect(decideLink(null, NOW)).toEqual({
    allowed: false,
    refusal: { tag: 'recovery-refused', why: 'unknown-account' },
  });
  for (const tier of ['advanced', 'hardware'] as const) {
    expect(decideLink(sampleProtected({ tier }), NOW)).toEqual({
      allowed: false,
      refusal: { tag: 'not-permitted', why: 'tier' },
    });
  }
});

it('After “This wasn’t me” an account that has keys is given none; one without keys is', () => {
  expect(decideLink(sampleStandard({ credentials, frozenAt: NOW }), NOW)).toEqual({
    allowed: false,
    refusal: { tag: 'sign-in-failed', why: 'frozen' },
  });
  expect(decideLink(sampleStandard({ totp, frozenAt: NOW }), NOW).allowed).toBe(true);
  expect(decideLink(sampleStandard({ credentials }), NOW).allowed).toBe(true);
});

it('After a week in which no trusted key came a freeze keeps no link away', () => {
  const frozen = sampleStandard({ credentials, frozenAt: NOW });
  expect(decideLink(frozen, NOW + FREEZE_MS - 1).allowed).toBe(false);
  expect(decideLink(frozen, NOW + FREEZE_MS).allowed).toBe(true);
});

it('Every second factor that the account has is asked for, and used-up codes are not', () => {
  expect(linkSeconds(sampleStandard({ credentials }))).toEqual([]);
  expect(linkSeconds(sampleStandard({ totp }))).toEqual(['totp']);
  expect(linkSeconds(sampleStandard({ backupCodes: codes(1) }))).toEqual(['backup-code']);
  expect(linkSeconds(sampleStandard({ totp, backupCodes: codes(3) }))).toEqual(['totp', 'backup-code']);
  expect(linkSeconds(sampleStandard({ totp, backupCodes: codes(0) }))).toEqual(['totp']);
});

it('A password is offered only beside an authenticator app, and never where protection is due', () => {
  expect(linkWays(sampleStandard({ credentials, backupCodes: codes(5) }))).toEqual(['key']);
  expect(linkWays(sampleStandard({ totp }))).toEqual(['key', 'password']);
  expect(linkWays(sampleStandard({ totp, enrolmentRequired: true }))).toEqual(['key']);
});

it('What was shown behind a link holds until something of its kind is set anew', () => {
  const account = sampleStandard({ totp: { setAt: NOW }, password: { setAt: NOW - 1 } });
  expect(stillHolds(account, NOW, NOW)).toBe(true);
  expect(stillHolds(account, NOW - 1, NOW)).toBe(false);
  // By a clock that was ahead, and thus before.
  const earlier = NOW - 1 - APART_MS_MAX;
  expect(stillHolds(account, earlier - 1, earlier)).toBe(false);
  expect(stillHolds(account, earlier - 2, earlier - 1)).toBe(true);
  expect(stillHolds(sampleStandard({ credentials }), 0, NOW)).toBe(true);
  expect(stillHolds(sampleStandard({ backupCodes: { left: 1, madeAt: NOW } }), NOW - 1, NOW)).toBe(false);
});

it('A suspended key, such as a thief’s, does not count as a key that the frozen account has', () => {
  const asleep = sampleKey('roaming', 2, { suspension: { by: 'link', at: NOW } });
  const frozen = (keys: typeof credentials) => decideLink(sampleStandard({ credentials: keys, frozenAt: NOW }), NOW);
  expect(frozen([asleep]).allowed).toBe(true);
  expect(frozen([asleep, ...credentials]).allowed).toBe(false);
});
