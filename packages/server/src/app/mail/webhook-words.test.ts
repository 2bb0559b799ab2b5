// The words of alerts about webhooks: whose alerts they carry, and what to do when one turned off.

import { describe, expect, it, test } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { Say } from './alert-shape.ts';
import { sayWebhookTest, webhookWords } from './webhook-words.ts';

const said = (say: Say, subject: string | null = 'Pager'): string => {
  const { fact, follows } = say({ event: { subject, reason: null } as AuditEventRow, protectedAccount: true });
  return [`${fact('your account')}.`, ...follows].join(' ');
};

describe('a webhook of the account', () => {
  it('is named when it is added, and what it is sent is said', () => {
    expect(said(webhookWords['webhook.add'].done)).toMatch(
      /^Somebody added the webhook “Pager” to your account\. From now on its server is sent alerts about this account, beside the mail\./,
    );
  });

  it.each(['webhook.gone', 'webhook.paused'] as const)(
    'that turned off (%s) says why, and how it is turned on',
    (name) => {
      const words = said(webhookWords[name].done);
      expect(words).toMatch(/^The webhook “Pager” of your account was turned off\./);
      expect(words).toContain(name === 'webhook.gone' ? '410' : 'five days');
      expect(words).toContain('Mail still comes');
      expect(words).toContain('send it a test');
    },
  );
});

test('the platform’s says that it is sent the alerts of every account', () => {
  expect(said(webhookWords['platform-webhook.add'].done)).toMatch(
    /^Somebody added the webhook “Pager” to the platform, from your account\. .*alerts about every account/,
  );
});

test('a test says that it is one', () => {
  expect(said(sayWebhookTest)).toBe(
    'This is a test that was asked for on your account. If you can read this, alerts arrive here.',
  );
});
