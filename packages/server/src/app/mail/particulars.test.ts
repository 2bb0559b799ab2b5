import { expect, it } from 'vitest';
import { sampleKey, sampleProtected } from '../../domain/account/account.sample.ts';
import { sampleHold } from '../../domain/hold/hold.sample.ts';
import { particularsOf } from './particulars.ts';

const desk = sampleKey('roaming', 1);

it('The mail about something slow knows how many proofs began it, who stops it, and the name of the key', () => {
  const hold = sampleHold({ startedWith: desk.id, proofs: 2, stoppedBy: 'trusted-key' });
  expect(particularsOf(sampleProtected({ credentials: [desk] }), hold)).toEqual({
    hold: { proofs: 2, stoppedBy: 'trusted-key', startedWith: desk.nickname },
  });
});

it('The mail about something slow names no key that is gone, and none where password and factor began it', () => {
  const others = sampleProtected({ credentials: [sampleKey('synced', 2)] });
  for (const startedWith of [desk.id, null]) {
    expect(particularsOf(others, sampleHold({ startedWith })).hold?.startedWith).toBeNull();
  }
});
