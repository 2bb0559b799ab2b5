// Which refusals of a removal are the floor's, and which are failures.
import { expect, test } from 'vitest';
import { ApiProblem } from '../../api-problem.ts';
import { whyKept } from './why-kept.ts';

const refusal = (code: string, unmet: readonly string[]) => ApiProblem.read(409, { code, unmet }, null);

test('the requirement that would break is named', () => {
  expect(whyKept(refusal('floor.would-break', ['second-factor']))).toBe('second-factor');
  expect(whyKept(refusal('floor.would-break', ['way-in']))).toBe('way-in');
});

test('any other refusal is a failure', () => {
  expect(whyKept(refusal('hold.exists', ['way-in']))).toBeNull();
  expect(whyKept(refusal('floor.would-break', ['two-keys']))).toBeNull();
  expect(whyKept(new Error('broken'))).toBeNull();
});
