// One verb, two operations: authorised apart.

import { expect, test } from 'vitest';
import { authorityOf } from '../../domain/authority.ts';
import { webhookOperation } from './webhook-operation.ts';

test('a holder’s own and the platform’s are different operations, for different people', () => {
  expect(webhookOperation('account', 'rotate-secret')).toBe('webhook.rotate-secret');
  expect(webhookOperation('platform', 'rotate-secret')).toBe('platform-webhook.rotate-secret');
  for (const verb of ['list', 'add', 'remove', 'rotate-secret', 'test', 'deliveries', 'replay'] as const) {
    expect(authorityOf(webhookOperation('account', verb)).who).toBe('holder');
    expect(authorityOf(webhookOperation('platform', verb)).who).toBe('operator');
  }
});
