// What is said of a changed address, a lost second factor and the wait, held against what the mailbox needs to know.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addressWords, sayAddressChanged } from './address-words.ts';
import { sayTime } from './say-time.ts';

it('the replaced mailbox hears until when it can contest, or that it is too late to contest', () => {
  const [inTime, late] = [false, true].map((isLate) => sayAddressChanged('Skerry', { until: TEST_TIME }, isLate));
  expect(inTime?.paragraphs.join(' ')).toContain(`contest it from here until ${sayTime(TEST_TIME)}`);
  expect(late?.paragraphs.join(' ')).toContain(`could be contested from here until ${sayTime(TEST_TIME)}`);
});

it('a lost second factor that is replaced is told with what stops it', () => {
  const event = { subject: 'totp.replace', effective_at: TEST_TIME } as Parameters<
    (typeof addressWords)['recovery-link.replace-totp']['done']
  >[0]['event'];
  const said = addressWords['recovery-link.replace-totp'].done({ event, protectedAccount: false });
  expect(said.fact('your account')).toBe('Somebody asked to set another authenticator app for your account');
  expect(said.follows.join(' ')).toMatch(/It happens on .*if nobody stops it.*sign in with the app that you have/s);
});

it('a wait that was moved over is told without alarm', () => {
  const event = {} as Parameters<(typeof addressWords)['wait.moved']['done']>[0]['event'];
  expect(addressWords['wait.moved'].done({ event, protectedAccount: true })).toMatchObject({ calm: true });
});

it('a mailbox of before is told that the address which took its place is gone too', () => {
  const { paragraphs } = sayAddressChanged('Skerry', { until: TEST_TIME, again: true }, false);
  expect(paragraphs.join(' ')).toMatch(/took the place of this one has been replaced as well.*contest it from here/);
});
