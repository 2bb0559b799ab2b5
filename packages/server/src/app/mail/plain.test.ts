import { describe, expect, it } from 'vitest';
import { plain, quoted } from './plain.ts';

describe('text that a person supplied', () => {
  it.each([
    ['a\r\nBcc: x@example.org', 'a Bcc: x@example.org'],
    ['a\u0000b\u0007c\u007fd\u0085e', 'a b c d e'],
    ['a\u2028b\u2029c', 'a b c'],
    ['\u202egpj.exe\u202c \u2066x\u2069', 'gpj.exe x'],
    ['\ud800lone', 'lone'],
    ['  two   words\t', 'two words'],
  ])('%j stands on one line, without anything invisible that reorders it', (text, line) => {
    expect(plain(text)).toBe(line);
  });

  it('keeps every script and every picture as it is', () => {
    for (const text of ['Złoty klucz', '鍵', 'مفتاح', 'Mara’s 🔑']) expect(plain(text)).toBe(text);
  });

  it('is cut between characters, and says that it was', () => {
    expect(plain('🔑'.repeat(5), 3)).toBe('🔑🔑…');
    expect(plain('🔑🔑🔑', 3)).toBe('🔑🔑🔑');
  });
});

describe('a name that somebody chose', () => {
  it('stands in quotation marks, at most sixty characters long', () => {
    expect(quoted('Phone')).toBe('“Phone”');
    expect([...quoted('x'.repeat(500))]).toHaveLength(62);
  });

  it.each(['evil.example', 'see https://evil.example/stop', 'www.evil', 'stop@evil.example'])(
    'no mail program makes a link of the name %j',
    (name) => {
      const said = quoted(name);
      expect(said).not.toMatch(/[.:/@][^\u2060]/);
      expect(said.replaceAll('\u2060', '')).toBe(`“${name}”`);
    },
  );

  it('is left alone where nothing in it looks like a link', () => {
    expect(quoted('YubiKey 5.7 (blue)')).toBe('“YubiKey 5.7 (blue)”');
  });
});
