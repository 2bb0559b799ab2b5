import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { wayBack } from './way-back.ts';

const DAY = 24 * 3_600_000;
const own = sampleKey('roaming', 1);
const other = sampleKey('roaming', 2);
const fresh = sampleKey('roaming', 3, { trustedAt: NOW + DAY });
const shutOut = sampleKey('roaming', 4, { suspension: { by: 'link', at: NOW } });
const reported = sampleKey('roaming', 5, { makeReport: 'REVOKED', makeReportedAt: NOW - 30 * DAY });
const factors = { password: { setAt: NOW }, totp: { setAt: NOW } };

describe('coming back', () => {
  it('Keys are named that are trusted, open the account and are not the one it was about', () => {
    const account = sampleProtected({ credentials: [own, other, fresh, shutOut, reported] });
    expect(wayBack(account, other, false, NOW)).toEqual({ keys: [own], otherwise: null });
    expect(wayBack(account, null, false, NOW).keys).toEqual([own, other]);
  });

  it('A protected account without such a key has its recovery keys, or what opened it before', () => {
    const account = sampleProtected({ credentials: [own, fresh] });
    expect(wayBack(account, own, false, NOW)).toEqual({ keys: [], otherwise: 'recovery-key' });
    expect(wayBack({ ...account, recoveryKeys: [] }, own, false, NOW).otherwise).toBe('as-before');
  });

  it('A standard account has password and second factor where they open it, or those of before', () => {
    const account = sampleStandard({ ...factors, credentials: [fresh] });
    expect(wayBack(account, null, false, NOW).otherwise).toBe('password');
    expect(wayBack({ ...account, frozenAt: NOW }, null, false, NOW).otherwise).toBe('password');
    const shut = sampleStandard({ ...factors, credentials: [own], frozenAt: NOW });
    expect(wayBack(shut, own, false, NOW).otherwise).toBe('as-before');
    expect(wayBack(sampleStandard({ credentials: [fresh], frozenAt: NOW }), null, true, NOW).otherwise).toBe(
      'password',
    );
  });

  it('Where there is no password, the mailbox is sent a link, unless no link is sent now', () => {
    const account = sampleStandard({ credentials: [shutOut] });
    expect(wayBack(account, shutOut, false, NOW).otherwise).toBe('link');
    expect(wayBack({ ...account, emailContestedAt: NOW }, shutOut, false, NOW).otherwise).toBe('as-before');
  });
});
