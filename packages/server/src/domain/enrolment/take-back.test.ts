import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import type { CredentialId } from '../id.ts';
import type { FormerFactor, FormerKind } from './former-factor.ts';
import type { OldFactor } from './old-factor.ts';
import { FORMER_FACTOR_MS, SETTLING_MS } from './settling.ts';
import { decideAsking, decideTakeBack } from './take-back.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const former = (kind: FormerKind, fromDays: number, untilDays: number, ref = ''): FormerFactor => ({
  kind,
  ref,
  wasTrusted: kind === 'key',
  fromAt: NOW + fromDays * DAY,
  untilAt: NOW + untilDays * DAY,
});
const shown = (factor: FormerFactor): OldFactor => ({
  is: 'former',
  factor: factor as FormerFactor & { kind: 'totp' | 'backup-codes' | 'key' },
});
const [theirs, own] = [
  sampleKey('roaming', 1, { createdAt: NOW - DAY, trustedAt: NOW }),
  sampleKey('device-bound', 2, { createdAt: NOW - 60 * DAY }),
];
const settling = sampleProtected({
  protectedSince: NOW,
  settlesAt: NOW + SETTLING_MS,
  credentials: [own, theirs],
});
const OWN = { email: settling.email, leftAt: null, ofTheDayBefore: true };
const taken = (factor: OldFactor, formers: readonly FormerFactor[] = [], now = NOW + DAY) => {
  const decision = decideTakeBack(settling, OWN, factor, formers, now);
  if (!decision.allowed) throw new Error(JSON.stringify(decision.refusal));
  return decision.facts;
};

describe('taking an enrolment back', () => {
  it('Only an account that settles is asked about', () => {
    expect(decideAsking(settling, NOW + 1).allowed).toBe(true);
    for (const account of [null, sampleStandard(), sampleProtected()]) {
      expect(decideAsking(account, NOW)).toEqual({ allowed: false, refusal: { tag: 'flow-gone' } });
    }
    expect(decideAsking(settling, NOW + SETTLING_MS).allowed).toBe(false);
  });

  it('It ends every key that is younger than the factor, and none that is older', () => {
    expect(taken(shown(former('totp', -30, 0))).endsKeys).toEqual([theirs.id]);
    expect(taken({ is: 'key', key: own }).endsKeys).toEqual([theirs.id]);
  });

  it('It suspends a younger key that was trusted before, and ends none such: that would be slow', () => {
    expect(taken(shown(former('totp', -90, 0)))).toMatchObject({ endsKeys: [theirs.id], suspends: [own.id] });
    expect(taken(shown(former('totp', -30, 0))).suspends).toEqual([]);
    const shut = { ...own, suspension: { by: 'link', at: NOW - DAY } } as const;
    const decision = decideTakeBack(
      { ...settling, credentials: [shut, theirs] },
      OWN,
      shown(former('totp', -90, 0)),
      [],
      NOW + DAY,
    );
    expect(decision).toMatchObject({ facts: { endsKeys: [theirs.id], suspends: [] } });
  });

  it('A key that stays loses the enrolment’s trust, and is trusted again at 14 days of age', () => {
    const vouched = sampleKey('roaming', 4, { createdAt: NOW - 2 * DAY, trustedAt: NOW + HOUR });
    const byAge = sampleKey('roaming', 5, { createdAt: NOW - 14 * DAY, trustedAt: NOW });
    const byItself = sampleKey('roaming', 6, { createdAt: NOW - DAY, trustedAt: NOW + 13 * DAY });
    const account = { ...settling, credentials: [own, theirs, vouched, byAge, byItself] };
    const decision = decideTakeBack(account, OWN, shown(former('totp', -1, 0)), [], NOW + DAY);
    expect(decision).toMatchObject({
      facts: {
        endsKeys: [],
        distrusts: [
          { id: theirs.id, trustedAt: NOW + 13 * DAY },
          { id: vouched.id, trustedAt: NOW + 12 * DAY },
        ],
      },
    });
    expect(taken(shown(former('totp', -30, 0))).distrusts).toEqual([]);
  });

  it('A factor replaced over fourteen days before takes nothing back, nor one that came after', () => {
    const gone = shown(former('totp', -90, -FORMER_FACTOR_MS / DAY));
    const after = sampleKey('roaming', 3, { createdAt: NOW + 1 });
    for (const factor of [gone, { is: 'key', key: after } as const]) {
      expect(decideTakeBack(settling, OWN, factor, [], NOW + DAY)).toEqual({
        allowed: false,
        refusal: { tag: 'code-refused' },
      });
    }
  });

  it('Nothing is taken back once it has settled', () => {
    const decision = decideTakeBack(settling, OWN, { is: 'key', key: own }, [], NOW + SETTLING_MS);
    expect(decision).toEqual({ allowed: false, refusal: { tag: 'flow-gone' } });
  });

  it('A suspended key that was shown comes back', () => {
    const suspended = { ...own, suspension: { by: 'link', at: NOW } } as const;
    expect(taken({ is: 'key', key: suspended }).bringsBack).toBe(own.id);
    expect(taken({ is: 'key', key: own }).bringsBack).toBeNull();
  });

  it('Of each kind the oldest lives again that the account had in the fourteen days before', () => {
    const holders = [former('password', -90, -2), former('totp', -90, -2)] as const;
    const thiefs = [former('password', -2, 0), former('totp', -2, 0), former('backup-codes', -1, 0)] as const;
    expect(taken(shown(holders[1]), [...holders, ...thiefs]).restores).toEqual([holders[1], holders[0]]);
  });

  it('A second factor younger than the one shown stays away, unless it is fourteen days old', () => {
    const key = sampleKey('roaming', 4, { createdAt: NOW - 20 * DAY });
    const password = former('password', -1, 0);
    const [young, old] = [former('totp', -3, 0), former('totp', -16, 0)];
    expect(taken({ is: 'key', key }, [password, young]).restores).toEqual([password]);
    expect(taken({ is: 'key', key }, [password, old]).restores).toEqual([password, old]);
  });

  it('What had not stood ends no key, and does not live again; nor what stood no longer', () => {
    const [short, holders] = [former('backup-codes', -0.1, 0), former('totp', -90, -1)];
    const [planted, old] = [former('password', -0.2, 0), former('password', -90, -0.2)];
    const key = sampleKey('roaming', 3, { createdAt: NOW - HOUR, trustedAt: NOW });
    const account = { ...settling, credentials: [own, theirs, key] };
    const by = (formers: readonly FormerFactor[]) => decideTakeBack(account, OWN, shown(short), formers, NOW + DAY);
    expect(by([short, holders, planted, old])).toMatchObject({
      facts: {
        endsKeys: [],
        suspends: [key.id],
        distrusts: [theirs, key].map(({ id, createdAt }) => ({ id, trustedAt: createdAt + 14 * DAY })),
        restores: [old, holders],
      },
    });
    expect(by([short, planted])).toMatchObject({ facts: { restores: [] } });
    // What was in force before what it had replaced, where both had stood.
    const [newer, current] = [former('password', -4, 0), former('totp', -4, 0)];
    const replaced = [former('password', -90, -4), former('totp', -90, -4)];
    expect(by([short, ...replaced, newer, current])).toMatchObject({ facts: { restores: [newer, current] } });
  });

  it('A trusted key that was shown suspends the one that confirmed, also where that is older', () => {
    const older = sampleKey('roaming', 3, { createdAt: NOW - 90 * DAY });
    const account = { ...settling, settledBy: older.id, credentials: [own, theirs, older] };
    const by = (factor: OldFactor) => decideTakeBack(account, OWN, factor, [], NOW + DAY);
    expect(by({ is: 'key', key: own })).toMatchObject({ facts: { endsKeys: [theirs.id], suspends: [older.id] } });
    // A second factor is no trusted key's equal.
    expect(by(shown(former('totp', -30, 0)))).toMatchObject({ facts: { suspends: [] } });
  });

  it('The factor that was shown lives again itself, a removed key too', () => {
    const removed = former('key', -90, -1, 'cred_1' as CredentialId);
    const app = former('totp', -5, 0);
    expect(taken(shown(removed), [removed]).restores).toEqual([removed]);
    expect(taken(shown(app), [former('totp', -90, -5), app]).restores).toEqual([app]);
  });
});
