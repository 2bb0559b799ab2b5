import { describe, expect, test } from 'vitest';
import { readNotice } from './notice.ts';

describe('a notice from the history', () => {
  test('is read with the page to go back to', () => {
    expect(readNotice({ notice: 'ended', back: '/keys' })).toEqual({ notice: 'ended', back: '/keys' });
    expect(readNotice({ notice: 'left' })).toEqual({ notice: 'left' });
  });

  test.each([null, undefined, 'ended', 7, [], {}, { notice: 'toString' }, { back: '/keys' }])(
    'that is %j is none',
    (state) => {
      expect(readNotice(state)).toBeNull();
    },
  );

  test.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '/keys?x', '/a/b', 7])(
    'never leads back to %j',
    (back) => {
      expect(readNotice({ notice: 'ended', back })).toEqual({ notice: 'ended' });
    },
  );
});
