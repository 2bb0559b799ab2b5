import { expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import type { FormerFactor, FormerKind } from '../enrolment/former-factor.ts';
import { decideLifting, type FormerFactorsShown, mayLift } from './decide-lifting.ts';

const HOUR = 3_600_000;
const LONG_AGO = NOW - 50 * 24 * HOUR;
const trusted = sampleKey('roaming');
const fresh = sampleKey('roaming', 2, { createdAt: NOW, trustedAt: NOW + 1 });

const former = <K extends FormerKind>(kind: K, fromAt: number, untilAt: number) => ({ kind, ref: '', fromAt, untilAt });
const ownPassword = former('password', LONG_AGO, NOW - 2 * HOUR);
const ownApp = former('totp', LONG_AGO, NOW - 2 * HOUR);
const BOTH: FormerFactorsShown = {
  kind: 'former-factors',
  password: { kind: 'password', fromAt: LONG_AGO, former: ownPassword },
  second: { kind: 'totp', fromAt: LONG_AGO, former: ownApp },
};
const thiefs = { setAt: NOW - 2 * HOUR };
const lifting = (
  change: Parameters<typeof sampleStandard>[0],
  shown = BOTH,
  formers: FormerFactor[] = [ownPassword, ownApp],
) => {
  const decision = decideLifting(sampleStandard({ frozenAt: NOW, ...change }), shown, formers, NOW);
  return decision.allowed ? decision.facts : null;
};

it('Without a trusted key, replaced factors lift a standard account’s freeze, new key or none', () => {
  for (const credentials of [[], [fresh], [{ ...trusted, suspension: { by: 'link', at: NOW } as const }]]) {
    expect(lifting({ credentials })).toMatchObject({ clearsFreeze: true, restores: [ownPassword, ownApp] });
  }
});

it('They open nothing where there is no freeze, a trusted key, or protection', () => {
  const others = [
    sampleStandard(),
    sampleStandard({ frozenAt: NOW, credentials: [trusted] }),
    sampleProtected({ frozenAt: NOW }),
  ];
  for (const account of others) {
    expect(mayLift(account, NOW)).toBe(false);
    expect(decideLifting(account, BOTH, [], NOW).allowed).toBe(false);
  }
});

it('What was shown lives again, and the younger password, app and codes go and are not kept', () => {
  const codes = { left: 10, madeAt: NOW - HOUR };
  const facts = lifting({ password: thiefs, totp: thiefs, backupCodes: codes });
  expect(facts?.drops).toEqual(['password', 'totp', 'backup-codes']);
  expect(facts?.restores).toEqual([ownPassword, ownApp]);
  expect(lifting({ totp: thiefs })?.drops).toEqual(['totp']);
});

it('Of codes that were replaced meanwhile the old ones live again; others that are old stay', () => {
  const oldCodes = former('backup-codes', LONG_AGO, NOW - HOUR);
  const young = { backupCodes: { left: 10, madeAt: NOW - HOUR } };
  expect(lifting(young, BOTH, [ownPassword, ownApp, oldCodes])?.restores).toContainEqual(oldCodes);
  const facts = lifting({ backupCodes: { left: 3, madeAt: NOW - 20 * 24 * HOUR } });
  expect([facts?.drops, facts?.restores]).toEqual([[], [ownPassword, ownApp]]);
});

it('An app beside backup codes that were shown goes only where it is younger than they and new', () => {
  const second = { kind: 'backup-codes', fromAt: LONG_AGO, former: null } as const;
  const shown: FormerFactorsShown = { ...BOTH, second };
  const backupCodes = { left: 9, madeAt: LONG_AGO };
  expect(lifting({ totp: thiefs, backupCodes }, shown)).toMatchObject({
    drops: ['totp'],
    restores: [ownPassword, ownApp],
  });
  expect(lifting({ totp: { setAt: NOW - 20 * 24 * HOUR }, backupCodes }, shown)).toMatchObject({
    drops: [],
    restores: [ownPassword],
  });
});

it('What was kept and is younger than what lives lifts no later freeze; what is older is kept', () => {
  const older = former('password', LONG_AGO - HOUR, LONG_AGO);
  const planted = [former('password', NOW - 2 * HOUR, NOW - HOUR), former('totp', NOW - 2 * HOUR, NOW - HOUR)];
  const key = { ...former('key', NOW - 2 * HOUR, NOW - HOUR), ref: 'cred_1' };
  const formers = [older, ownPassword, ownApp, ...planted, key];
  expect(lifting({}, BOTH, formers)?.forgets).toEqual([ownPassword, ownApp, ...planted, key]);
});

it('A password that the account still has stays beside a replaced app', () => {
  const password = { kind: 'password', fromAt: LONG_AGO, former: null } as const;
  const facts = lifting({ password: { setAt: LONG_AGO }, totp: thiefs }, { ...BOTH, password });
  expect(facts).toMatchObject({ drops: ['totp'], restores: [ownApp] });
});
