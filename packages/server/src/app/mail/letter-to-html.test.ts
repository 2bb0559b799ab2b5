import { describe, expect, it } from 'vitest';
import type { Letter } from './letter.ts';
import { letterToHtml } from './letter-to-html.ts';

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const escaped = HOSTILE.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const letter: Letter = {
  subject: 'The subject',
  preview: 'The preview.',
  headline: 'The headline.',
  paragraphs: ['One.'],
  code: '048213',
  facts: [{ label: 'When', value: 'Then', note: 'roughly' }],
  actions: [
    { label: 'Stop it', href: 'https://a.example/not-me#t', note: 'Good for 14 days.', loud: true },
    { label: 'See all', href: 'https://a.example/sessions', loud: false },
  ],
  sender: 'for Skerry',
  footer: ['Why.'],
  credit: { text: 'By DB-IP', url: 'https://db-ip.com' },
};

describe('the HTML part', () => {
  it('says all that the letter says', () => {
    const html = letterToHtml(letter);
    for (const part of ['The headline.', 'One.', '048213', 'Then', 'roughly', 'Stop it', 'Good for 14 days.', 'Why.']) {
      expect(html).toContain(part);
    }
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(hrefs).toEqual(['https://a.example/not-me#t', 'https://a.example/sessions', 'https://db-ip.com']);
  });

  it('escapes every string of the letter, wherever it stands', () => {
    const html = letterToHtml({
      subject: HOSTILE,
      preview: HOSTILE,
      headline: HOSTILE,
      paragraphs: [HOSTILE],
      code: HOSTILE,
      facts: [{ label: HOSTILE, value: HOSTILE, note: HOSTILE }],
      actions: [{ label: HOSTILE, href: HOSTILE, note: HOSTILE, loud: true }],
      sender: HOSTILE,
      footer: [HOSTILE],
      credit: { text: HOSTILE, url: HOSTILE },
    });
    expect(html).not.toContain('<img');
    expect(html.split(escaped)).toHaveLength(16);
  });

  it('fetches nothing and reports nothing: no images, scripts, style sheets, fonts or frames', () => {
    const html = letterToHtml(letter);
    expect(html).not.toMatch(/<(img|script|link|iframe|object|video|audio|source|form|svg)\b/i);
    expect(html).not.toMatch(/url\(|@import|@font-face|\bsrc=|\bbackground=/i);
  });

  it('has one heading of the first rank, and a heading for each row of facts', () => {
    const html = letterToHtml(letter);
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    expect(html.match(/<th scope="row"/g)).toHaveLength(letter.facts.length);
  });

  it('leaves out what a letter does not have', () => {
    const html = letterToHtml({ ...letter, code: null, facts: [], actions: [], credit: null });
    expect(html).not.toMatch(/<table|<a |048213/);
  });

  it('knows light and dark', () => {
    expect(letterToHtml(letter)).toContain('prefers-color-scheme:dark');
    expect(letterToHtml(letter)).toContain('<meta name="color-scheme" content="light dark">');
  });
});
