import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailKey, mailboxKey } from './email-address.ts';

const letters = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const address = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9._%+-]{1,20}$/), letters, letters)
  .map(([local, domain, top]) => `${local}@${domain}.${top}`);

describe('one spelling for one mailbox', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\t', 'ada@example.com'],
    ['ada@example.com.', 'ada@example.com'],
    ['ada@example.com', 'ada@example.com'],
    ['ﬁ@example.com', 'fi@example.com'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ['Ada+news@example.com', 'ada+news@example.com'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['ada@Bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@bücher。example.', 'ada@xn--bcher-kva.example'],
  ])('%j is the mailbox %j', (typed, key) => {
    expect(emailKey(typed)).toBe(key);
  });

  it('Case, blanks around and the dot of the root do not make another mailbox', () => {
    fc.assert(
      fc.property(address, fc.stringMatching(/^[ \t]{0,3}$/), (typed, blanks) => {
        const key = emailKey(typed);
        for (const spelt of [typed.toUpperCase(), typed.toLowerCase(), `${blanks}${typed}${blanks}`, `${typed}.`]) {
          expect(emailKey(spelt)).toBe(key);
        }
      }),
    );
  });

  it('The key of a key is itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), letters, (local, domain) => {
        const key = emailKey(`x${local}x@${domain}`);
        expect(emailKey(key)).toBe(key);
      }),
    );
  });

  it('What is no address keeps its own spelling and does not become one', () => {
    expect(emailKey('Ada')).toBe('ada');
    expect(emailKey('')).toBe('');
  });

  it('Limits on mail count a tagged address as the mailbox that it is delivered to', () => {
    expect(mailboxKey('Ada+news@Example.com')).toBe('ada@example.com');
    expect(mailboxKey('ada+a+b@example.com')).toBe('ada@example.com');
    expect(mailboxKey('+ada@example.com')).toBe('+ada@example.com');
    expect(mailboxKey('ada@example.com')).toBe('ada@example.com');
  });

  it('Dots and tags before the @ stay: they may name another mailbox', () => {
    const spellings = ['ada.b@example.com', 'adab@example.com', 'adab+x@example.com', 'adab@example.org'];
    expect(new Set(spellings.map(emailKey)).size).toBe(spellings.length);
  });
});
