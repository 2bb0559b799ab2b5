import { expect, it } from 'vitest';
import { allFiles, readText } from '../../../../test/support/source-tree.ts';
import { readBase64url } from './read-base64url.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

it('Bytes are read from their one spelling, and from no other that Buffer would take', () => {
  // Every text of up to two letters, and every third and fourth letter after two.
  const texts = [
    '',
    ...LETTERS,
    ...LETTERS.flatMap((one) => LETTERS.map((other) => one + other)),
    ...LETTERS.flatMap((one) => ['', ...LETTERS].map((other) => `Zg${one}${other}`)),
  ];
  for (const text of texts) {
    const bytes = Buffer.from(text, 'base64url');
    expect(readBase64url(text), text).toEqual(bytes.toString('base64url') === text ? bytes : null);
  }
});

it('Padding, other alphabets, white space and what is no text are refused', () => {
  for (const text of ['Zg==', 'Zm8=', 'Zm9v\n', ' Zm9v', 'Zm 9v', 'Zm9.', '+_8A', '/_8A', 'Zm9vé', null, 7, ['Zm9v']]) {
    expect(readBase64url(text), JSON.stringify(text)).toBe(null);
  }
});

it('All else in the server that decodes base64url reads what the server or its operator wrote', () => {
  const lenient = allFiles()
    .filter((path) => path.startsWith('packages/server/src/') && !path.endsWith('.test.ts'))
    .filter((path) => /Buffer\.from\([^\n]*, 'base64url'\)/.test(readText(path)));
  expect(lenient.map((path) => path.replace('packages/server/src/', ''))).toEqual([
    // The hash of a code, out of the database.
    'app/one-time-code.ts',
    // The hash of a recovery key, out of the database.
    'app/recovery-key/hash.ts',
    // A key of a sealed flow.
    'app/setup/pending-key.ts',
    // A secret of the operator's own file: other spellings of old are the same secret.
    'config/parse-secrets.ts',
    // The keys of a stored subscription, which were judged when they came.
    'platform/push-message.ts',
    'platform/read-base64url.ts',
    // A key of before, out of the database.
    'storage/former-factor.ts',
  ]);
});
