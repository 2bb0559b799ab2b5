import { describe, expect, test } from 'vitest';
import { requestTarget } from './api.ts';

describe('a request’s target', () => {
  test('has its parameters filled in, and nothing in them can leave their place in the path', () => {
    expect(requestTarget('credential.remove', { params: { credentialId: 'cred_1' } })).toEqual({
      method: 'DELETE',
      target: '/api/v1/credentials/cred_1',
    });
    expect(requestTarget('hold.veto', { params: { holdId: '../x?y#z' } }).target).toBe(
      '/api/v1/holds/..%2Fx%3Fy%23z/veto',
    );
  });

  test('carries the query’s given members only', () => {
    expect(requestTarget('activity.list', { query: { before: undefined, show: 'sign-ins' } }).target).toBe(
      '/api/v1/activity?show=sign-ins',
    );
    expect(requestTarget('activity.list', { query: { before: undefined } }).target).toBe('/api/v1/activity');
  });

  test('is never built without a parameter that it needs', () => {
    expect(() => requestTarget('session.end', {})).toThrow('session.end lacks its parameter sessionId');
  });
});
