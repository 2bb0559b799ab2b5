import { describe, expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { DISOWN_MS } from '../alert/disown-link.ts';
import type { MailContent } from './send-mail.ts';
import { type LetterInput, writeLetter } from './write-letter.ts';

const AT = Date.UTC(2026, 10, 21, 2, 14);
const PUBLIC = 'https://account.skerry.example';
const STOP = `${PUBLIC}/not-me#hfn_1.token`;

const signIn: AuditEventRow = {
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
  subject: 'key',
  used_key_id: null,
  key_name: 'Phone',
  effective_at: null,
};

const write = (content: MailContent, part: Partial<LetterInput> = {}) =>
  writeLetter({
    mail: { to: 'mara@example.org', content },
    platformName: 'Skerry',
    publicUrl: PUBLIC,
    disownLink: STOP,
    countryName: (code) => (code === 'PL' ? 'Poland' : code),
    now: AT + 1000,
    ...part,
  });
const alert = (part: Partial<AuditEventRow> = {}, protectedAccount = true, input: Partial<LetterInput> = {}) =>
  write({ kind: 'alert', protectedAccount, event: { ...signIn, ...part } }, input);
const factNamed = (letter: ReturnType<typeof write>, label: string) =>
  letter.facts.find((fact) => fact.label === label)?.value;

describe('an alert', () => {
  it('says in its subject what happened, and to which platform’s account', () => {
    expect(alert().subject).toBe('Somebody signed in to your Skerry account');
    expect(alert().headline).toBe('Somebody signed in to your account.');
  });

  it('says when, where, on which device, with which key, and of which account', () => {
    expect(alert().facts.map(({ label, value }) => [label, value])).toEqual([
      ['When', 'Saturday 21 November 2026, 02:14 UTC'],
      ['Where', 'Poland'],
      ['Device', 'Firefox on Linux'],
      ['Key used', '“Phone”'],
      ['Account', 'mara@example.org'],
    ]);
  });

  it('says that the place is judged from the network address, and credits who judged it', () => {
    expect(alert().facts).toContainEqual(
      expect.objectContaining({ label: 'Where', note: 'Judged from the network address, so roughly' }),
    );
    expect(alert().credit?.url).toContain('db-ip.com');
  });

  it('admits a place that is not known, and then credits nobody', () => {
    const letter = alert({ country_code: null });
    expect(factNamed(letter, 'Where')).toBe('Unknown');
    expect(letter.credit).toBeNull();
  });

  it('claims no place and no device for what Holdfast did by itself', () => {
    const letter = alert({
      operation: 'hold.announce',
      actor: 'system',
      country_code: null,
      device: null,
      used_key_id: null,
      key_name: null,
    });
    expect(letter.facts.map(({ label }) => label)).toEqual(['When', 'Account']);
  });

  it('says that a change was made without a key where it was, and claims nothing of a refusal', () => {
    expect(factNamed(alert({ operation: 'password.set', key_name: null }), 'Key used')).toBe('None');
    expect(factNamed(alert({ operation: 'sign-in.second-totp', key_name: null }), 'Key used')).toContain('a code');
    const refused = alert({ operation: 'credential.add', outcome: 'refused', reason: 'malformed', key_name: null });
    expect(factNamed(refused, 'Key used')).toBeUndefined();
  });

  it('leads to the sessions page, always', () => {
    for (const disownLink of [STOP, null]) {
      const hrefs = alert({}, true, { disownLink }).actions.map(({ href }) => href);
      expect(hrefs).toContain(`${PUBLIC}/sessions`);
    }
  });

  it('a device is called new where that is why a standard account is told', () => {
    const noteOf = (protectedAccount: boolean) =>
      alert({}, protectedAccount).facts.find(({ label }) => label === 'Device')?.note;
    expect(noteOf(false)).toBe('New to your account');
    expect(noteOf(true)).toBeUndefined();
  });

  it('says why it was sent, and that protection does not let it be switched off', () => {
    expect(alert().footer[0]).toContain('on every sign-in, because protection is on. It cannot be switched off.');
    expect(alert({}, false).footer[0]).toContain('a device that is new to your account');
    expect(alert({ operation: 'hold.announce' }).footer[0]).toContain('every time this happens');
    const refused = alert({ outcome: 'refused', reason: 'signature' });
    expect(refused.footer[0]).toBe('You get this message because protection is on. It cannot be switched off.');
  });

  it('of an operation that this version does not know is still written', () => {
    for (const operation of ['something.of-tomorrow', 'toString']) {
      expect(alert({ operation }).subject).toBe('Something was done to your Skerry account');
    }
  });
});

describe('“This wasn’t me”', () => {
  const stopOf = (letter: ReturnType<typeof write>) => letter.actions.find(({ href }) => href === STOP);

  it('is the one loud action where something was done, and stands first', () => {
    expect(alert().actions.filter(({ loud }) => loud)).toEqual([stopOf(alert())]);
    expect(alert().actions[0]?.href).toBe(STOP);
  });

  it('is offered quietly, after the sessions, where nobody got in', () => {
    const letter = alert({ operation: 'sign-in.password', outcome: 'refused', reason: 'no-password' });
    expect(letter.actions.map(({ href, loud }) => [href, loud])).toEqual([
      [`${PUBLIC}/sessions`, false],
      [STOP, false],
    ]);
  });

  it('says that opening it changes nothing, its button works once, and until when it is good', () => {
    const note = stopOf(alert())?.note;
    for (const part of ['Opening it changes nothing', 'works once', '14 days', 'Saturday 5 December 2026, 02:14 UTC']) {
      expect(note).toContain(part);
    }
  });

  it('is left out where none was made, and where the mail comes after its end', () => {
    expect(stopOf(alert({}, true, { disownLink: null }))).toBeUndefined();
    expect(stopOf(alert({}, true, { now: AT + DISOWN_MS }))).toBeUndefined();
    expect(stopOf(alert({}, true, { now: AT + DISOWN_MS - 1 }))).toBeDefined();
  });
});

describe.each(['sign-up-code', 'email-code'] as const)('a mail of kind %s', (kind) => {
  const content = { kind, code: '048213', expiresAt: AT + 600_000 };

  it('gives the code, says that it is valid 10 minutes, until when, and that nobody asks for it', () => {
    const letter = write(content);
    expect(letter.code).toBe('048213');
    expect(letter.paragraphs.join(' ')).toContain('10 minutes: until Saturday 21 November 2026, 02:24 UTC');
    expect(letter.footer.join(' ')).toContain('Nobody will ever ask you for this code');
    expect(letter.footer.join(' ')).toContain('account.skerry.example');
  });

  it('shows the code neither in the subject nor in the preview, which stand on locked screens', () => {
    const letter = write(content);
    expect(`${letter.subject} ${letter.preview}`).not.toContain('048213');
    expect(letter.subject).toContain('Skerry');
  });

  it('that comes too late says so and gives no code', () => {
    const letter = write(content, { now: content.expiresAt });
    expect(letter.code).toBeNull();
    expect(letter.subject).toMatch(/^Too late/);
    expect(letter.paragraphs[0]).toContain('Ask for another');
  });

  it('leads nowhere: there is nothing to follow, only a code to type', () => {
    expect(write(content).actions).toEqual([]);
  });
});

it('the codes of sign-up and of a new address cannot be taken for each other', () => {
  const [signUp, email] = (['sign-up-code', 'email-code'] as const).map((kind) =>
    write({ kind, code: '048213', expiresAt: AT + 600_000 }),
  );
  expect(signUp?.subject).not.toBe(email?.subject);
  expect(signUp?.headline).not.toBe(email?.headline);
});

it('the holder of a known address learns that nothing changed', () => {
  const letter = alert({ operation: 'sign-up.known-address', actor: 'stranger' });
  expect(letter.subject).toBe('Somebody gave the e-mail address of your Skerry account for another account');
});

it('a platform without a name of its own is not named twice', () => {
  expect(alert().sender).toBe('for Skerry');
  expect(alert({}, true, { platformName: 'Holdfast' }).sender).toBe('');
});
