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
import { decideFinish } from '../hold/decide-slow.ts';
import { decideStop } from '../hold/decide-stop.ts';
import { sampleHold } from '../hold/hold.sample.ts';
import { decideSecondKey } from '../proof/decide-second-proof.ts';
import { countProofs } from '../proof/proofs.ts';
import { TIERS } from '../tier.ts';
import type { Credential } from './credential.ts';
import { decideFloor } from './decide-floor.ts';
import { unmetWithout } from './decide-removal.ts';
import { decideReturn } from './decide-return.ts';
import { decideUse } from './decide-use.ts';
import { gravestReport, inGoodStanding, judgeMake, MAKE_GRACE_MS, mayActByMake, rightsByMake } from './judge-make.ts';

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
  it('is as grave as its gravest report, in any order; certificates are no reports', () => {
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

  it('opens a protected account for 14 days more, a compromised one only to add another key', () => {
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
      ['one added since', [good(2, { createdAt: NOW, trustedAt: UNTIL + 1 })]],
      ['one that is suspended', [good(2, { suspension: { by: 'link', at: NOW } })]],
    ];
    for (const report of REPORTS) {
      for (const [name, others] of bunches)
        expect(rights(report, others, UNTIL), `${report}, ${name}`).toBe('adds-only');
      const added = good(2, { createdAt: NOW, trustedAt: UNTIL });
      const first = good(2, { createdAt: UNTIL - 1, trustedAt: UNTIL - 1 });
      for (const others of [[added], [first]]) expect(rights(report, others, UNTIL), report).toBe('none');
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
    const enrolment = { startedAt: NOW, recoveryKeys: sampleRecoveryKeys(2, 1), waitHours: 72, addedKeys: [] } as const;
    for (const report of REPORTS) {
      const unmet = (credentials: readonly Credential[]) =>
        PROTECTED_TIERS.map((floor) => unmetForEnrolment(sampleStandard({ credentials }), enrolment, floor));
      expect(unmet([reported(report), good()]), report).toEqual([['two-keys'], ['two-hardware-keys']]);
      expect(unmet([reported(report), good(), good(3)]), report).toEqual([[], []]);
    }
  });

  it('Nothing that holds counts a suspended key: neither an enrolment nor the end of another key', () => {
    const asleep = good(2, { suspension: { by: 'link', at: NOW } });
    const enrolment = { startedAt: NOW, recoveryKeys: sampleRecoveryKeys(2, 1), waitHours: 72, addedKeys: [] } as const;
    expect(inGoodStanding([good(1), asleep]).map(({ id }) => id)).toEqual([good(1).id]);
    for (const floor of PROTECTED_TIERS) {
      const needed = floor === 'hardware' ? 'two-hardware-keys' : 'two-keys';
      const account = sampleStandard({ credentials: [good(1), asleep] });
      expect(unmetForEnrolment(account, enrolment, floor)).toEqual([needed]);
      const held = sampleProtected({ tier: floor, credentials: [good(1), asleep, good(3)] });
      expect(unmetWithout(held, good(3).id, NOW)).toEqual([needed]);
    }
  });

  it('A key that adds only is no second proof, finishes nothing, and stops nothing begun by two', () => {
    const key = reported('REVOKED');
    const account = sampleProtected({ credentials: [key, good(2), good(3)] });
    const proofs = (first: Credential, second: Credential) =>
      countProofs(account, { first, second: { is: 'key', key: second } }, NOW);
    expect([proofs(good(2), good(3)), proofs(key, good(2)), proofs(good(2), key)]).toEqual([2, 1, 1]);
    expect(countProofs(account, { first: key, second: { is: 'recovery-key', ordinal: 1 } }, NOW)).toBe(1);
    const no = { allowed: false, refusal: { tag: 'make-reported' } };
    expect(decideSecondKey(account, good(2), key, NOW)).toEqual(no);
    expect(decideSecondKey(account, good(2), good(3), NOW).allowed).toBe(true);
    const ready = sampleHold({ state: 'ripe', startedAt: NOW - 2 * DAY, ripensAt: NOW - 1, startedWith: good(2).id });
    expect(decideFinish(account, ready, key, NOW, 300, NOW)).toEqual(no);
    expect(decideFinish(account, ready, good(3), NOW, 300, NOW).allowed).toBe(true);
    const byTwo = sampleHold({ proofs: 2, stoppedBy: 'trusted-key' });
    expect(decideStop(account, byTwo, key, 300, NOW)).toEqual(no);
    expect(decideStop(account, byTwo, good(3), 300, NOW).allowed).toBe(true);
    // What one proof began, anybody stops.
    expect(decideStop(account, sampleHold(), key, 300, NOW).allowed).toBe(true);
  });

  it('Suspended, a reported key returns only if it would open the account, and brings no other', () => {
    const suspension = { by: 'factor', at: NOW } as const;
    const [key, other] = [reported('REVOKED', 1, { suspension }), good(2, { suspension })];
    const no = { allowed: false, refusal: { tag: 'ceremony-failed', why: 'make-reported' } };
    const pair = sampleProtected({ credentials: [key, other] });
    const beside = (now: number) => decideReturn(pair, key, { with: 'recovery-key' }, now).allowed;
    expect([beside(NOW), beside(UNTIL)]).toEqual([true, true]);
    for (const [one, two] of [
      [key, other],
      [other, key],
    ] as const) {
      for (const now of [NOW, UNTIL]) expect(decideReturn(pair, one, { with: 'key', other: two }, now)).toEqual(no);
    }
    const account = sampleProtected({ credentials: [key, good(3)] });
    expect(decideReturn(account, key, { with: 'recovery-key' }, UNTIL)).toEqual(no);
    expect(decideReturn(account, key, { with: 'recovery-key' }, UNTIL - 1).allowed).toBe(true);
  });

  it('The floor is raised on two keys of a good make alone', () => {
    for (const report of REPORTS) {
      const unmet = { allowed: false, refusal: { tag: 'requirements-unmet', unmet: ['two-hardware-keys'] } };
      const keys = [reported(report), good(2)];
      expect(decideFloor(sampleProtected({ credentials: keys }), good(2), NOW), report).toEqual(unmet);
      expect(decideFloor(sampleProtected({ credentials: [...keys, good(3)] }), good(2), NOW).allowed).toBe(true);
    }
  });

  it('A reported key ends no other key of a protected account; a standard one keeps its rules', () => {
    const keys = [good(1), good(2), reported('RETIRED', 3)];
    expect(inGoodStanding(keys).map(({ id }) => id)).toEqual([good(1).id, good(2).id]);
    for (const tier of PROTECTED_TIERS) {
      const account = sampleProtected({ tier, credentials: keys });
      expect(unmetWithout(account, good(3).id, NOW)).toEqual([]);
      expect(unmetWithout(account, good(1).id, NOW)).toEqual([tier === 'hardware' ? 'two-hardware-keys' : 'two-keys']);
    }
    const standard = sampleStandard({ credentials: [good(1), reported('REVOKED', 2)] });
    expect(unmetWithout(standard, good(1).id, NOW)).toEqual([]);
  });
});
