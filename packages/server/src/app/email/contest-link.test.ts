// The link to contest a changed address: good for seven days, and for nothing else in any other spelling.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { CONTEST_MS } from '../../domain/account/contest.ts';
import { makeId } from '../../domain/id.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { makeContestLink, readContestLink } from './contest-link.ts';

const keyRing = createKeyRing([{ version: 'a', secret: Buffer.alloc(32, 1) }], systemRandom);
const link = { accountId: makeId('acct', new Uint8Array(16)), changedAt: TEST_TIME };
const token = makeContestLink(keyRing, link);

it('reads what it was made of, for seven days', () => {
  expect(readContestLink(keyRing, token, TEST_TIME + CONTEST_MS - 1)).toEqual(link);
  expect(readContestLink(keyRing, token, TEST_TIME + CONTEST_MS)).toBeNull();
});

it('is refused with any character changed, and under another secret', () => {
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'a' ? 'b' : 'a';
    expect(
      readContestLink(keyRing, `${token.slice(0, at)}${other}${token.slice(at + 1)}`, TEST_TIME),
      String(at),
    ).toBeNull();
  }
  const another = createKeyRing([{ version: 'a', secret: Buffer.alloc(32, 2) }], systemRandom);
  expect(readContestLink(another, token, TEST_TIME)).toBeNull();
});
