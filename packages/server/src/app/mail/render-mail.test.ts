import { describe, expect, it } from 'vitest';
import { authority, authorityOf, type Operation } from '../../domain/authority.ts';
import { HOLD_KINDS } from '../../domain/hold/hold.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { type RenderInput, renderMail } from './render-mail.ts';
import type { MailContent } from './send-mail.ts';

const AT = Date.UTC(2026, 10, 21, 2, 14);
const INJECTION = 'Phone\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>\u0000\u202e';

const event = (part: Partial<AuditEventRow>): AuditEventRow => ({
  id: 'evnt_00000000000000000000000001' as AuditEventRow['id'],
  account_id: 'acct_00000000000000000000000001' as AuditEventRow['account_id'],
  at: AT,
  operation: 'sign-in.key',
  outcome: 'done',
  reason: null,
  actor: 'holder',
  session_id: null,
  credential_id: null,
  ip: '192.0.2.1',
  country_code: 'PL',
  device: 'Firefox on Linux',
  user_agent: null,
  request_id: null,
  subject: null,
  used_key_id: null,
  key_name: 'Laptop',
  effective_at: null,
  ...part,
});

const render = (content: MailContent, part: Partial<RenderInput> = {}) =>
  renderMail({
    mail: { to: 'mara@example.org', content },
    id: 'alrt_00000000000000000000000001',
    platformName: 'Skerry',
    publicUrl: 'https://account.skerry.example',
    disownLink: 'https://account.skerry.example/not-me#hfn_1.token',
    countryName: () => 'Poland',
    now: AT,
    ...part,
  });
const alert = (part: Partial<AuditEventRow>, input: Partial<RenderInput> = {}) =>
  render({ kind: 'alert', protectedAccount: true, event: event(part) }, input);

const TOLD = (Object.keys(authority) as Operation[]).flatMap((operation) =>
  (['done', 'refused'] as const)
    .filter((outcome) => authorityOf(operation).alert[outcome] !== 'never')
    .flatMap((outcome) =>
      (operation.startsWith('hold.') ? HOLD_KINDS : [null]).map((subject) => ({ operation, outcome, subject })),
    ),
);

describe.each(TOLD)('$operation $outcome $subject', (told) => {
  it('says the same in text and in HTML, with the way to the sessions and the way to stop it', () => {
    const mail = alert({ ...told, reason: told.outcome === 'refused' ? 'throttled' : null });
    const seen = mail.html.replace(/<style>.*<\/style>/s, '').replace(/&#39;/g, "'");
    for (const line of mail.text.split('\n').filter((text) => /[.]$/.test(text))) expect(seen).toContain(line);
    for (const href of ['/sessions', '/not-me#hfn_1.token']) {
      expect(mail.text).toContain(`https://account.skerry.example${href}`);
      expect(seen).toContain(`href="https://account.skerry.example${href}"`);
    }
    expect(mail.text).toContain('Saturday 21 November 2026, 02:14 UTC');
    expect(mail.subject).toMatch(/[Yy]our Skerry account/);
  });

  it('takes no header, no line and no markup from what a person supplied', () => {
    const hostile = { key_name: INJECTION, device: INJECTION, subject: told.subject ?? INJECTION, reason: INJECTION };
    const mail = alert({ ...told, ...hostile }, { countryName: () => INJECTION, platformName: INJECTION });
    expect(mail.subject).not.toMatch(/\p{Cc}|\u202e/u);
    expect(mail.text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(mail.text).not.toMatch(/^\s*Bcc:/m);
    expect(mail.html).not.toContain('<script');
    expect(mail.html).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});

describe('a mail', () => {
  it('keeps the id of its outbox row and goes to the one address that it was queued for', () => {
    const { id, to } = alert({});
    expect({ id, to }).toEqual({ id: 'alrt_00000000000000000000000001', to: 'mara@example.org' });
  });

  it('an address with a line break in it stays on one line, so that it names nobody else', () => {
    const content: MailContent = { kind: 'sign-up-code', code: '048213', expiresAt: AT + 600_000 };
    const { to } = render(content, { mail: { to: 'a@example.org\r\nBcc: b@example.org', content } });
    expect(to).toBe('a@example.org Bcc: b@example.org');
  });

  it('is the same for the same input: a retry sends what the first try sent', () => {
    expect(alert({})).toEqual(alert({}));
  });

  it('with a code holds no other six digits', () => {
    for (const kind of ['sign-up-code', 'email-code'] as const) {
      const { text } = render({ kind, code: '048213', expiresAt: AT + 600_000 });
      expect(text.match(/\b\d{6}\b/g)).toEqual(['048213']);
    }
  });

  it('shows a hostile key name as the text that it is', () => {
    const { html, text } = alert({ operation: 'credential.remove', subject: '<b>Mum & Dad</b>' });
    expect(text).toContain('“<b>Mum & Dad</b>”');
    expect(html).toContain('“&#60;b&#62;Mum &#38; Dad&#60;/b&#62;”');
  });
});
