import { describe, expect, it } from 'vitest';
import { authority, authorityOf, type Operation } from '../../domain/authority.ts';
import { HOLD_KINDS } from '../../domain/hold/hold.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { AlertWords, Told } from './alert-shape.ts';
import { alertWords, unworded } from './alert-words.ts';

const AT = Date.UTC(2026, 10, 21, 2, 14);
const OUTCOMES = ['done', 'refused'] as const;
const EVERY = (Object.keys(authority) as Operation[]).flatMap((operation) =>
  OUTCOMES.map((outcome) => ({ operation, outcome, rule: authorityOf(operation).alert[outcome] })),
);
const TOLD = EVERY.filter(({ rule }) => rule !== 'never');

const told = (part: Partial<AuditEventRow>, protectedAccount = true): Told => ({
  protectedAccount,
  event: {
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
    key_name: null,
    effective_at: null,
    ...part,
  },
});

function wordsFor(operation: Operation, outcome: 'done' | 'refused', part: Partial<AuditEventRow> = {}): AlertWords {
  const say = alertWords[operation]?.[outcome];
  if (!say) throw new Error(`no words for ${operation} ${outcome}`);
  return say(told({ operation, outcome, ...part }));
}

const sentences = ({ fact, follows }: AlertWords): string => [`${fact('your account')}.`, ...follows].join(' ');

describe('the authority table and the words', () => {
  it('every outcome that is told has words', () => {
    const wordless = TOLD.filter(({ operation, outcome }) => !alertWords[operation]?.[outcome]);
    expect(wordless).toEqual([]);
  });

  it('no words are kept for an outcome that is never told', () => {
    const idle = EVERY.filter(({ operation, outcome, rule }) => rule === 'never' && alertWords[operation]?.[outcome]);
    expect(idle).toEqual([]);
  });
});

describe.each(TOLD)('$operation $outcome', ({ operation, outcome }) => {
  const reason = outcome === 'refused' ? 'throttled' : null;
  const bare = wordsFor(operation, outcome, { reason });
  const full = wordsFor(operation, outcome, { reason, subject: 'Blue one', key_name: 'Laptop', effective_at: AT + 1 });

  it('says the fact of the account as a statement that fits a subject line', () => {
    for (const words of [bare, full]) {
      const subject = words.fact('your Skerry account');
      expect(subject).toMatch(/[Yy]our Skerry account/);
      expect(subject).toMatch(/^[A-Z].*[^.!?]$/);
      expect(subject.length).toBeLessThanOrEqual(100);
    }
  });

  it('says what follows, in whole sentences without exclamation or missing words', () => {
    for (const words of [bare, full]) {
      expect(words.follows.length).toBeGreaterThan(0);
      for (const sentence of words.follows) expect(sentence).toMatch(/^[A-Z“].*[.]$/);
      expect(sentences(words)).not.toMatch(/!|null|undefined|NaN|\bplease\b|\bsecure/i);
    }
  });
});

describe('refusals', () => {
  it.each(TOLD.filter(({ outcome }) => outcome === 'refused'))(
    '$operation says why it was refused',
    ({ operation }) => {
      const said = sentences(wordsFor(operation, 'refused', { reason: 'key-not-trusted' }));
      expect(said).toContain('It was refused: the key used is new.');
    },
  );

  it('a password tried on a protected account is refused because the account has none', () => {
    const said = sentences(wordsFor('sign-in.password', 'refused', { reason: 'no-password' }));
    expect(said).toContain('Somebody tried a password on your account. It was refused: this account has none.');
  });

  it('a key used on a fake page tells the holder to look at the address', () => {
    expect(sentences(wordsFor('sign-in.key', 'refused', { reason: 'origin' }))).toContain('fake page');
    expect(sentences(wordsFor('sign-in.key', 'refused', { reason: 'signature' }))).not.toContain('fake page');
  });

  it('a refused second step says that the password is known', () => {
    const said = sentences(wordsFor('sign-in.second-totp', 'refused', { reason: 'wrong-code' }));
    expect(said).toContain('somebody knows your password');
  });

  it('whoever is refused inside is said to be signed in; whoever is refused at the door is not', () => {
    expect(sentences(wordsFor('credential.remove', 'refused'))).toContain('Whoever tried is signed in');
    expect(sentences(wordsFor('sign-in.key', 'refused'))).not.toContain('is signed in');
  });
});

describe('particulars', () => {
  it('a new key is named, with what it cannot do yet and until when', () => {
    const said = sentences(wordsFor('credential.add', 'done', { subject: 'Phone', effective_at: AT + 86_400_000 }));
    expect(said).toContain('Somebody added the key “Phone” to your account.');
    expect(said).toContain('cannot yet change the account or touch another key');
    expect(said).toContain('Sunday 22 November 2026, 02:14 UTC');
  });

  it('a key that is trusted at once is not said to wait', () => {
    expect(sentences(wordsFor('credential.add', 'done', { effective_at: AT }))).toContain('and is trusted');
  });

  it('a changed address is shown, and a change that waits is not said to have happened', () => {
    const changed = wordsFor('email.confirm', 'done', { subject: 'new@example.org' });
    const waiting = wordsFor('email.confirm', 'done', { subject: 'new@example.org', effective_at: AT });
    expect(changed.fact('your account')).toContain('was changed');
    expect(waiting.fact('your account')).toContain('asked to change');
    for (const { facts } of [changed, waiting]) {
      expect(facts).toContainEqual({ label: 'New address', value: 'new@example.org' });
    }
    expect(waiting.facts?.map(({ label }) => label)).toEqual(['New address', 'Ready']);
  });

  it('hardware protection and plain protection are told apart', () => {
    expect(sentences(wordsFor('enrolment.commit', 'done', { subject: 'hardware' }))).toContain('only hardware keys');
    expect(sentences(wordsFor('enrolment.commit', 'done', { subject: 'advanced' }))).toContain('nothing but a key');
  });

  it('an account made with a password does not claim a key', () => {
    expect(sentences(wordsFor('sign-up.complete', 'done', { subject: 'password' }))).toContain('opens with a password');
    const keyed = wordsFor('sign-up.complete', 'done', { subject: 'key', key_name: 'Laptop' });
    expect(sentences(keyed)).toContain('opens with the key “Laptop”');
  });

  it('a known address learns that nothing changed, and is not pressed to stop anything', () => {
    const words = wordsFor('sign-up.known-address', 'done', { actor: 'system' });
    expect(words.calm).toBe(true);
    expect(sentences(words)).toContain('your account is as it was');
  });

  it('a waiting change is told by its kind: no two kinds share a statement', () => {
    for (const operation of ['hold.announce', 'hold.ripen', 'hold.veto'] as const) {
      const words = HOLD_KINDS.map((subject) => wordsFor(operation, 'done', { subject }));
      expect(new Set(words.map(({ fact }) => fact('your account'))).size).toBe(HOLD_KINDS.length);
    }
  });
});

it('an operation that this version does not know is told by the name it was recorded under', () => {
  const words = unworded(told({ operation: 'something.new\r\nBcc: x' }));
  expect(words.fact('your account')).toBe('Something was done to your account');
  expect(words.facts).toEqual([{ label: 'Recorded as', value: 'something.new Bcc: x' }]);
  const refused = unworded(told({ operation: 'something.new', outcome: 'refused', reason: 'throttled' }));
  expect(refused.follows).toEqual(['It was refused: there had been too many tries.']);
});
