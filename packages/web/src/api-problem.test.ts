import { problems } from '@holdfast/contract/problems';
import { describe, expect, test } from 'vitest';
import { ApiProblem } from './api-problem.ts';

describe('a problem document', () => {
  test.each(Object.entries(problems))('with the code %s keeps it', (code, { status }) => {
    expect(ApiProblem.read(status, { code, status }, null).code).toBe(code);
  });

  test('gives every member that a page may need', () => {
    const problem = ApiProblem.read(
      409,
      {
        type: 'urn:holdfast:problem:floor.would-break',
        code: 'floor.would-break',
        field: '/body/email',
        reference: 'F-20B7-91',
        retryAfterSeconds: 30,
        ageSecondsMax: 300,
        unmet: ['two-keys', 7],
        from: 1_795_000_000_000,
        until: 1_795_000_000_002,
        comesBackAt: 1_795_000_000_001,
        comesBackWith: ['pair', 7],
        group: 3,
        reason: 'too-short',
      },
      null,
    );
    expect(problem).toMatchObject({
      status: 409,
      code: 'floor.would-break',
      field: '/body/email',
      reference: 'F-20B7-91',
      retryAfterSeconds: 30,
      ageSecondsMax: 300,
      unmet: ['two-keys'],
      from: 1_795_000_000_000,
      until: 1_795_000_000_002,
      comesBackAt: 1_795_000_000_001,
      comesBackWith: ['pair'],
      group: 3,
      reason: 'too-short',
    });
  });

  test('without those members leaves them empty', () => {
    expect(ApiProblem.read(401, { code: 'session.required' }, null)).toMatchObject({
      field: null,
      reference: null,
      retryAfterSeconds: null,
      ageSecondsMax: null,
      unmet: [],
      from: null,
      comesBackAt: null,
      comesBackWith: null,
      group: null,
      reason: null,
    });
  });

  test.each([
    ['nothing at all', null],
    ['text', 'Bad gateway'],
    ['a list', [1, 2]],
    ['a code of a newer server', { code: 'moon.full' }],
    ['a code that every object has', { code: 'constructor' }],
    ['members of wrong types', { code: 4, field: {}, retryAfterSeconds: '9', unmet: 'two-keys', group: -1 }],
  ])('that is %s becomes what its status stands for', (_, document) => {
    expect(ApiProblem.read(500, document, null)).toMatchObject({ code: 'server.fault', field: null, unmet: [] });
    expect(ApiProblem.read(502, document, null).code).toBe('server.unavailable');
    expect(ApiProblem.read(503, document, null).code).toBe('server.unavailable');
    expect(ApiProblem.read(429, document, null).code).toBe('request.throttled');
  });

  test('takes the wait from the header where the document has none', () => {
    expect(ApiProblem.read(429, null, '17').retryAfterSeconds).toBe(17);
    expect(ApiProblem.read(429, { code: 'request.throttled', retryAfterSeconds: 5 }, '17').retryAfterSeconds).toBe(5);
    expect(ApiProblem.read(429, null, 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfterSeconds).toBeNull();
  });
});
