import { describe, expect, it } from 'vitest';
import { NEW_MS } from '../credential/key-stage.ts';
import { NOW, sampleKey, sampleProtected, sampleStandard } from './account.sample.ts';
import { CONTEST_MS, decideAddress, decideContest } from './contest.ts';

const newest = { email: 'old@example.org', untilAt: NOW };
const REFUSED = { allowed: false, refusal: { tag: 'link-refused' } };

describe('contesting a changed address', () => {
  it('A standard account’s newest change is contested for seven days, once', () => {
    const account = sampleStandard();
    expect(decideContest(account, newest, NOW, NOW + CONTEST_MS - 1).allowed).toBe(true);
    expect(decideContest(account, newest, NOW, NOW + CONTEST_MS)).toEqual(REFUSED);
    expect(decideContest(sampleStandard({ emailContestedAt: NOW }), newest, NOW, NOW + 1)).toEqual(REFUSED);
  });

  it('An earlier change, a protected account and one that is gone are contested never', () => {
    expect(decideContest(sampleStandard(), { ...newest, untilAt: NOW + 1 }, NOW, NOW + 2)).toEqual(REFUSED);
    expect(decideContest(sampleStandard(), null, NOW, NOW + 1)).toEqual(REFUSED);
    expect(decideContest(sampleProtected(), newest, NOW, NOW + 1)).toEqual(REFUSED);
    expect(decideContest(null, newest, NOW, NOW + 1)).toEqual(REFUSED);
  });
});

describe('deciding a contested address', () => {
  const contested = { emailContestedAt: NOW + 1, password: { setAt: NOW - 1 } };

  it('A key decides, and so does a second factor older than the change', () => {
    expect(decideAddress(sampleStandard(contested), sampleKey('roaming'), newest, NOW + 2)).toEqual({
      allowed: true,
      facts: newest,
    });
    const old = sampleStandard({ ...contested, totp: { setAt: NOW - 1 } });
    expect(decideAddress(old, null, newest, NOW + 2).allowed).toBe(true);
  });

  it('A second factor set at the change or later decides once it is fourteen days old', () => {
    const young = sampleStandard({ ...contested, totp: { setAt: NOW } });
    expect(decideAddress(young, null, newest, NOW + NEW_MS - 1)).toEqual({
      allowed: false,
      refusal: { tag: 'key-not-trusted', rights: 'trusted', from: NOW + NEW_MS },
    });
    expect(decideAddress(young, null, newest, NOW + NEW_MS).allowed).toBe(true);
  });

  it('Where nothing is contested there is nothing to decide', () => {
    for (const account of [sampleStandard(), sampleProtected()]) {
      expect(decideAddress(account, sampleKey('roaming'), newest, NOW)).toEqual({
        allowed: false,
        refusal: { tag: 'not-found' },
      });
    }
  });
});
