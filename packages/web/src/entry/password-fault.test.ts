import { expect, test } from 'vitest';
import { ApiProblem } from '../api-problem.ts';
import { passwordFault } from './password-fault.ts';

const refusal = (code: string, reason?: string) => ApiProblem.read(422, { code, reason }, null);

test.each(['too-short', 'too-long', 'common'])('a password that is %s is called so', (reason) => {
  expect(passwordFault(refusal('password.refused', reason))).toBe(reason);
});

test('a reason of a newer server is told as the most general one', () => {
  expect(passwordFault(refusal('password.refused', 'leaked-yesterday'))).toBe('common');
});

test('any other failure is none of the password', () => {
  expect(passwordFault(refusal('code.refused'))).toBeNull();
  expect(passwordFault(new Error('offline'))).toBeNull();
});
