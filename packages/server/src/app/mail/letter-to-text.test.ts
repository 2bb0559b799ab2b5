import { describe, expect, it } from 'vitest';
import type { Letter } from './letter.ts';
import { letterToText } from './letter-to-text.ts';

const letter: Letter = {
  subject: 'The subject',
  preview: 'The preview.',
  headline: 'The headline.',
  paragraphs: ['One.', 'Two.'],
  code: null,
  facts: [
    { label: 'When', value: 'Then' },
    { label: 'Where', value: 'Poland', note: 'Roughly' },
  ],
  actions: [
    { label: 'Stop it', href: 'https://a.example/not-me#t', note: 'Good for 14 days.', loud: true },
    { label: 'See all', href: 'https://a.example/sessions', loud: false },
  ],
  sender: 'for Skerry',
  footer: ['Why.'],
  credit: { text: 'By DB-IP', url: 'https://db-ip.com' },
};

describe('the text part', () => {
  it('is complete in itself: all that the letter says, in its order', () => {
    const text = letterToText(letter);
    const parts = [
      'The headline.',
      'One.',
      'Two.',
      'When: Then',
      'Where: Poland (roughly)',
      'Stop it',
      'Good for 14 days.',
      'See all',
      'Holdfast for Skerry',
      'Why.',
      'By DB-IP: https://db-ip.com',
    ];
    const found = parts.map((part) => text.indexOf(part));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  it('puts every address to follow on a line of its own', () => {
    const lines = letterToText(letter).split('\n');
    expect(lines).toContain('https://a.example/not-me#t');
    expect(lines).toContain('https://a.example/sessions');
  });

  it('puts a code on a line of its own, unbroken', () => {
    const lines = letterToText({ ...letter, code: '048213' }).split('\n');
    expect(lines.map((line) => line.trim())).toContain('048213');
  });

  it('leaves no gap for what a letter does not have', () => {
    const bare = { ...letter, paragraphs: [], facts: [], actions: [], sender: '', footer: [], credit: null };
    expect(letterToText(bare)).toBe('The headline.\n\nHoldfast\n');
  });
});
