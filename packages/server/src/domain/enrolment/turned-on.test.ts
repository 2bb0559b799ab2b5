import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected } from '../account/account.sample.ts';
import type { Credential } from '../credential/credential.ts';
import { turningOnOf, wasTrustedBefore } from './turned-on.ts';

const DAY = 24 * 60 * 60 * 1000;
const confirming = sampleKey('roaming', 1, { createdAt: NOW - 60 * DAY, trustedAt: NOW - 60 * DAY });

describe('how protection was turned on', () => {
  it('is read from the account: by which key, and whether that was trusted by then', () => {
    const account = (settledBy: Credential | null, credentials: readonly Credential[]) =>
      sampleProtected({ protectedSince: NOW, settledBy: settledBy?.id ?? null, credentials });
    const young = sampleKey('roaming', 2, { createdAt: NOW - DAY, trustedAt: NOW });
    expect(turningOnOf(account(confirming, [confirming, young]))).toMatchObject({ by: confirming.id, byTrusted: true });
    expect(turningOnOf(account(young, [confirming, young]))).toMatchObject({ by: young.id, byTrusted: false });
    // Of before it was kept: where there was a trusted key, one confirmed.
    expect(turningOnOf(account(null, [confirming]))).toMatchObject({ at: NOW, by: null, byTrusted: true });
    expect(turningOnOf(account(null, [young]))).toMatchObject({ by: null, byTrusted: false });
  });

  it('a key was trusted before, if it was by itself and not by the enrolment’s moment', () => {
    expect([wasTrustedBefore({ trustedAt: NOW - 1 }, NOW), wasTrustedBefore({ trustedAt: NOW }, NOW)]).toEqual([
      true,
      false,
    ]);
  });
});
