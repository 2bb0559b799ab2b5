import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected } from '../account/account.sample.ts';
import { mailboxesOf } from './old-mailbox.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const trusted = sampleKey('roaming', 1, { createdAt: NOW - 60 * DAY, trustedAt: NOW - 60 * DAY });
const young = sampleKey('roaming', 1, { createdAt: NOW - HOUR, trustedAt: NOW });

describe('the mailboxes that take protection back', () => {
  const found = (
    key: typeof trusted,
    emailDecidedAt: number | null,
    ...former: readonly (readonly [string, number])[]
  ) => {
    const account = sampleProtected({
      email: 'now@example.org',
      protectedSince: NOW,
      settledBy: key.id,
      emailDecidedAt,
      credentials: [key],
    });
    return mailboxesOf(
      account,
      former.map(([email, untilAt]) => ({ email, untilAt })),
    );
  };
  const own = { email: 'now@example.org', leftAt: null, ofTheDayBefore: true };
  const left = (email: string, leftAt: number, ofTheDayBefore: boolean) => ({ email, leftAt, ofTheDayBefore });
  const [hourAgo, threeDaysAgo] = [NOW - HOUR, NOW - 3 * DAY];

  it('where a new key confirmed are that of a day before and from before what can be contested', () => {
    expect(found(young, null)).toEqual([own]);
    expect(found(young, null, ['was@example.org', hourAgo])).toEqual([left('was@example.org', hourAgo, true)]);
    expect(found(young, null, ['was@example.org', threeDaysAgo])).toEqual([
      own,
      left('was@example.org', threeDaysAgo, false),
    ]);
    expect(found(young, null, ['was@example.org', NOW - 8 * DAY])).toEqual([own]);
    // Decided meanwhile: it is in question no more.
    expect(found(young, NOW - 2 * DAY, ['was@example.org', threeDaysAgo])).toEqual([own]);
    expect(found(young, null, ['first@example.org', threeDaysAgo], ['second@example.org', hourAgo])).toEqual([
      left('second@example.org', hourAgo, true),
      left('first@example.org', threeDaysAgo, false),
    ]);
  });

  it('where a trusted key confirmed are the account’s own alone', () => {
    for (const at of [hourAgo, threeDaysAgo]) {
      expect(found(trusted, null, ['was@example.org', at])).toEqual([own]);
    }
  });

  it('are the account’s own once where it went away and came back', () => {
    expect(found(young, null, ['NOW@example.org', threeDaysAgo], ['else@example.org', NOW - 2 * DAY])).toEqual([own]);
  });
});
