import { describe, expect, it } from 'vitest';
import { NEW_MS } from '../credential/key-stage.ts';
import { NOW, sampleKey, sampleProtected, sampleStandard } from './account.sample.ts';
import { CONTEST_MS, changesInQuestion, decideAddress, decideAddressChange, decideContest } from './contest.ts';

const first = { email: 'old@example.org', untilAt: NOW };
const second = { email: 'between@example.org', untilAt: NOW + 1 };
const once = [first];
const twice = [second, first];
const REFUSED = { allowed: false, refusal: { tag: 'link-refused' } };

describe('contesting a changed address', () => {
  it('A change of a standard account’s address is contested for seven days, once', () => {
    const account = sampleStandard();
    expect(decideContest(account, once, NOW, NOW + CONTEST_MS - 1).allowed).toBe(true);
    expect(decideContest(account, once, NOW, NOW + CONTEST_MS)).toEqual(REFUSED);
    expect(decideContest(sampleStandard({ emailContestedAt: NOW }), once, NOW, NOW + 1)).toEqual(REFUSED);
  });

  it('An earlier change is contested as long as a later one, and not once it was decided', () => {
    for (const { untilAt } of twice) {
      expect(decideContest(sampleStandard(), twice, untilAt, NOW + CONTEST_MS - 1).allowed).toBe(true);
      expect(decideContest(sampleStandard({ emailDecidedAt: NOW + 1 }), twice, untilAt, NOW + 2)).toEqual(REFUSED);
    }
    expect(decideContest(sampleStandard(), twice, NOW, NOW + CONTEST_MS)).toEqual(REFUSED);
    expect(decideContest(sampleStandard({ emailDecidedAt: NOW }), twice, NOW + 1, NOW + 2).allowed).toBe(true);
  });

  it('A change that never was, a protected account and one that is gone are contested never', () => {
    expect(decideContest(sampleStandard(), [second], NOW, NOW + 2)).toEqual(REFUSED);
    expect(decideContest(sampleStandard(), [{ ...first, untilAt: 0 }], 0, NOW)).toEqual(REFUSED);
    expect(decideContest(sampleStandard(), [], NOW, NOW + 1)).toEqual(REFUSED);
    expect(decideContest(sampleProtected(), once, NOW, NOW + 1)).toEqual(REFUSED);
    expect(decideContest(null, once, NOW, NOW + 1)).toEqual(REFUSED);
  });
});

describe('deciding a contested address', () => {
  const contested = { emailContestedAt: NOW + 1, password: { setAt: NOW - 1 } };

  it('A key decides, and so does a second factor older than the change', () => {
    expect(decideAddress(sampleStandard(contested), sampleKey('roaming'), once, NOW + 2)).toEqual({
      allowed: true,
      facts: first,
    });
    const old = sampleStandard({ ...contested, totp: { setAt: NOW - 1 } });
    expect(decideAddress(old, null, once, NOW + 2).allowed).toBe(true);
  });

  it('A second factor set at the change or later decides once it is fourteen days old', () => {
    const young = sampleStandard({ ...contested, totp: { setAt: NOW } });
    expect(decideAddress(young, null, once, NOW + NEW_MS - 1)).toEqual({
      allowed: false,
      refusal: { tag: 'key-not-trusted', rights: 'trusted', from: NOW + NEW_MS },
    });
    expect(decideAddress(young, null, once, NOW + NEW_MS).allowed).toBe(true);
  });

  it('The address to go back to is the one from before the first contested change, however late', () => {
    const late = NOW + 90 * CONTEST_MS;
    const decided = decideAddress(sampleStandard(contested), sampleKey('roaming'), twice, late);
    expect(decided).toEqual({ allowed: true, facts: first });
    const old = { email: 'long-ago@example.org', untilAt: NOW + 1 - CONTEST_MS };
    expect(changesInQuestion(sampleStandard(contested), [...twice, old], late)).toEqual([first, second]);
  });

  it('A second factor set between two changes is younger than what it decides', () => {
    const between = sampleStandard({ ...contested, totp: { setAt: NOW } });
    expect(decideAddress(between, null, twice, NOW + 2)).toMatchObject({ refusal: { tag: 'key-not-trusted' } });
  });

  it('While it is contested the address does not change', () => {
    expect(decideAddressChange(sampleStandard(contested))).toEqual({
      allowed: false,
      refusal: { tag: 'email-contested' },
    });
    for (const account of [sampleStandard(), sampleProtected()])
      expect(decideAddressChange(account).allowed).toBe(true);
  });

  it('Where nothing is contested there is nothing to decide', () => {
    for (const account of [sampleStandard(), sampleProtected()]) {
      expect(decideAddress(account, sampleKey('roaming'), once, NOW)).toEqual({
        allowed: false,
        refusal: { tag: 'not-found' },
      });
    }
  });
});
