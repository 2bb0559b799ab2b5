import { expect, test } from 'vitest';
import { emailFault } from './email-fault.ts';

test.each(['mara@example.org', '  mara@example.org ', 'm@localhost', 'mára@exämple.org'])(
  '“%s” may be an address',
  (typed) => {
    expect(emailFault(typed)).toBeNull();
  },
);

test.each([
  'mara',
  '@example.org',
  'mara@',
  'ma ra@example.org',
  `${'m'.repeat(65)}@example.org`,
  `m@${'e'.repeat(260)}`,
])('“%s” is no whole address', (typed) => {
  expect(emailFault(typed)).toBe('malformed');
});

test('nothing typed is a missing address, not a malformed one', () => {
  expect(emailFault('  ')).toBe('missing');
});
