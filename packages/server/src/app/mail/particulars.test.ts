import { expect, it } from 'vitest';
import { sampleKey, sampleProtected } from '../../domain/account/account.sample.ts';
import { sampleHold } from '../../domain/hold/hold.sample.ts';
import { tellOfHold } from './particulars.ts';

it('a mail about a hold has the number of proofs, who stops it, and the key’s name where known', () => {
  const key = sampleKey('roaming', 1, { nickname: 'Desk key' });
  const account = sampleProtected({ credentials: [key] });
  const hold = { proofs: 2, stoppedBy: 'trusted-key' } as const;
  const begun = (startedWith: typeof key.id | null) => tellOfHold(account, sampleHold({ ...hold, startedWith }));
  expect(begun(key.id)).toEqual({ hold: { ...hold, startedWith: 'Desk key' } });
  for (const none of [null, sampleKey('roaming', 2).id]) {
    expect(begun(none)).toEqual({ hold: { ...hold, startedWith: null } });
  }
});
