import { describe, expect, test } from 'vitest';
import { KeyFailure, nameFailure } from './webauthn.ts';

const from = (name: string) => new Error('ceremony', { cause: new DOMException('', name) });

describe('a ceremony that gave nothing', () => {
  test.each([
    ['NotAllowedError', 'no-answer'],
    ['AbortError', 'replaced'],
    ['InvalidStateError', 'already-registered'],
    ['ConstraintError', 'unfit'],
    ['NotSupportedError', 'unfit'],
    ['SecurityError', 'unsupported'],
    ['UnknownError', 'failed'],
    ['constructor', 'failed'],
  ])('for %s is named %s, bare or as a cause', (name, kind) => {
    expect(nameFailure(from(name)).kind).toBe(kind);
    expect(nameFailure(new DOMException('', name)).kind).toBe(kind);
  });

  test('keeps a name that it has already', () => {
    const failure = new KeyFailure('unsupported');
    expect(nameFailure(failure)).toBe(failure);
  });

  test('for anything else that was thrown is named failed', () => {
    expect(nameFailure('text').kind).toBe('failed');
    expect(nameFailure(null).kind).toBe('failed');
  });
});
