import { describe, expect, it } from 'vitest';
import {
  NOW,
  PROTECTED_TIERS,
  sampleAccount,
  sampleKey,
  sampleProtected,
  sampleRecoveryKeys,
  sampleStandard,
} from '../account/account.sample.ts';
import type { ProtectedAccount } from '../account/account.ts';
import { authority, authorityOf, type Operation } from '../authority.ts';
import { unmetForEnrolment } from '../enrolment/enrolment.ts';
import { TIERS } from '../tier.ts';
import type { Credential } from './credential.ts';
import { unmetWithout } from './decide-removal.ts';
import { decideUse } from './decide-use.ts';
import { gravestReport, judgeMake, MAKE_GRACE_MS, mayActByMake, ofGoodMake, rightsByMake } from './judge-make.ts';

const DAY = 24 * 60 * 60 * 1000;
const UNTIL = NOW + MAKE_GRACE_MS;
const COMPROMISED = [
  'REVOKED',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
];
const REPORTS = [...COMPROMISED, 'RETIRED'];
const OPERATIONS = Object.keys(authority) as Operation[];

const reported = (makeReport: string | null, nth = 1, change: Partial<Credential> = {}): Credential =>
  sampleKey('roaming, anchored', nth, { makeReport, makeReportedAt: makeReport === null ? null : NOW, ...change });
const good = (nth = 2, change: Partial<Credential> = {}) => sampleKey('roaming, anchored', nth, change);

describe('what FIDO reports', () => {
  it('is as grave as its gravest report, in whichever order they come; certificates are no reports', () => {
    expect(gravestReport([])).toBe(null);
    expect(gravestReport(['FIDO_CERTIFIED', 'UPDATE_AVAILABLE', 'FIDO_CERTIFIED_L1'])).toBe(null);
    for (const [at, report] of REPORTS.entries()) {
      const milder = REPORTS.slice(at);
      expect(gravestReport(['FIDO_CERTIFIED', ...milder])).toBe(report);
      expect(gravestReport(milder.reverse())).toBe(report);
    }
  });

  it('restricts a key from the day on which it was told, for 14 days', () => {
    expect(judgeMake({ makeReport: null, makeReportedAt: null })).toBe('good');
    for (const report of [...REPORTS, 'A_REPORT_TO_COME']) {
      const kind = report === 'RETIRED' ? 'withdrawn' : 'compromised';
      expect(judgeMake(reported(report)), report).toEqual({ from: NOW, until: NOW + 14 * DAY, kind });
    }
  });
});

describe('a key whose make is reported', () => {
  const rights = (
    report: string,
    others: readonly Credential[],
    now: number,
    tier: ProtectedAccount['tier'] = 'advanced',
  ) => {
    const key = reported(report);
    return rightsByMake(sampleProtected({ tier, credentials: [key, ...others] }), key, now);
  };

  it('is not shut out of a protected account at once: it has 14 days, compromised ones to add another alone', () => {
    for (const tier of PROTECTED_TIERS) {
      for (const report of REPORTS) {
        const meanwhile = report === 'RETIRED' ? 'all' : 'adds-only';
        const over = (now: number) => rights(report, [good()], now, tier);
        expect([over(NOW), over(UNTIL - 1), over(UNTIL)], report).toEqual([meanwhile, meanwhile, 'none']);
      }
    }
  });

  it('is never the last way in that is shut: without another to rely on it goes on adding', () => {
    const bunches: readonly (readonly [string, readonly Credential[]])[] = [
      ['no other key', []],
      ['others of a reported make', [reported('REVOKED', 2), reported('RETIRED', 3)]],
      ['one added since', [good(2, { createdAt: UNTIL - 14 * DAY + 1, fullRightsAt: UNTIL - 13 * DAY })]],
    ];
    for (const report of REPORTS) {
      for (const [name, others] of bunches)
        expect(rights(report, others, UNTIL), `${report}, ${name}`).toBe('adds-only');
      const settled = good(2, { createdAt: UNTIL - 14 * DAY, fullRightsAt: UNTIL - 13 * DAY });
      const first = good(2, { createdAt: UNTIL - 1, fullRightsAt: UNTIL - 1 });
      for (const others of [[settled], [first]]) expect(rights(report, others, UNTIL), report).toBe('none');
    }
  });

  it('on the hardware floor is not replaced by a key that does not count', () => {
    const others = [sampleKey('synced', 2)];
    expect(rights('REVOKED', others, UNTIL, 'hardware')).toBe('adds-only');
    expect(rights('REVOKED', others, UNTIL, 'advanced')).toBe('none');
  });

  it('leaves every account a key that opens it, whatever is reported of its keys, and when', () => {
    const states = [null, ...REPORTS];
    for (const tier of TIERS) {
      for (const one of states) {
        for (const other of states) {
          for (const now of [NOW, UNTIL, UNTIL + 400 * DAY]) {
            const credentials = [
              reported(one, 1),
              reported(other, 2, { makeReportedAt: other === null ? null : NOW - 20 * DAY }),
            ];
            const account = sampleAccount(tier, credentials);
            const opening = credentials.filter((key) => decideUse(account, key, now).allowed);
            expect(opening.length, `${tier} ${one} ${other}`).toBeGreaterThan(0);
          }
        }
      }
    }
  });

  it('opens a standard account as before: it has weaker ways in', () => {
    for (const report of REPORTS) {
      const key = reported(report);
      expect(rightsByMake(sampleStandard({ credentials: [key, good()] }), key, UNTIL), report).toBe('all');
    }
  });
});

describe('what may rest on a reported key', () => {
  it('Every operation that wants a fresh proof is refused to one that adds only, but for adding', () => {
    const key = reported('REVOKED');
    const account = sampleProtected({ credentials: [key, good()] });
    const may = (operation: Operation, now: number) =>
      mayActByMake(account, key, operation, authorityOf(operation).fresh, now);
    const fresh = OPERATIONS.filter((operation) => authorityOf(operation).fresh);
    expect(fresh.filter((operation) => may(operation, NOW))).toEqual(['credential.add-options', 'credential.add']);
    expect(fresh.filter((operation) => may(operation, UNTIL))).toEqual([]);
    // What wants none, such as ending sessions and Lock, stays.
    const others = OPERATIONS.filter((operation) => !authorityOf(operation).fresh);
    expect(others.filter((operation) => !may(operation, UNTIL))).toEqual([]);
    expect(others).toContain('account.lock');
  });

  it('A withdrawn key does for 14 days what it did before', () => {
    const key = reported('RETIRED');
    const account = sampleProtected({ credentials: [key, good()] });
    for (const operation of OPERATIONS) {
      const { fresh } = authorityOf(operation);
      expect(mayActByMake(account, key, operation, fresh, UNTIL - 1), operation).toBe(true);
      expect(mayActByMake(account, key, operation, fresh, UNTIL), operation).toBe(!fresh);
    }
  });

  it('No enrolment rests on a reported key: two others are needed beside it', () => {
    const enrolment = { startedAt: NOW, recoveryKeys: sampleRecoveryKeys(2, 1), waitHours: 72 } as const;
    for (const report of REPORTS) {
      const unmet = (credentials: readonly Credential[]) =>
        PROTECTED_TIERS.map((floor) => unmetForEnrolment(sampleStandard({ credentials }), enrolment, floor));
      expect(unmet([reported(report), good()]), report).toEqual([['two-keys'], ['two-hardware-keys']]);
      expect(unmet([reported(report), good(), good(3)]), report).toEqual([[], []]);
    }
  });

  it('No other key of a protected account ends on the strength of a reported one; a standard account keeps its rules', () => {
    const keys = [good(1), good(2), reported('RETIRED', 3)];
    expect(ofGoodMake(keys).map(({ id }) => id)).toEqual([good(1).id, good(2).id]);
    for (const tier of PROTECTED_TIERS) {
      const account = sampleProtected({ tier, credentials: keys });
      expect(unmetWithout(account, good(3).id)).toEqual([]);
      expect(unmetWithout(account, good(1).id)).toEqual([tier === 'hardware' ? 'two-hardware-keys' : 'two-keys']);
    }
    const standard = sampleStandard({ credentials: [good(1), reported('REVOKED', 2)] });
    expect(unmetWithout(standard, good(1).id)).toEqual([]);
  });
});
