import { expect, it } from 'vitest';
import { sayLink } from './link-words.ts';

const content = {
  kind: 'recovery-link',
  link: 'hfl_secret',
  expiresAt: Date.UTC(2026, 10, 21),
  bySupport: false,
} as const;

it('The link itself stands in no subject and no preview, which show on locked screens', () => {
  for (const late of [true, false]) {
    for (const bySupport of [true, false]) {
      expect(JSON.stringify(sayLink({ ...content, bySupport }, 'Skerry', late))).not.toContain('hfl_');
    }
  }
});

it('Says in which browser it works, and that support cannot finish what it began', () => {
  expect(sayLink(content, 'Skerry', false).paragraphs[0]).toContain('in which you asked for it');
  expect(sayLink({ ...content, bySupport: true }, 'Skerry', false).paragraphs[0]).toContain('cannot finish it');
});

it('A mail that came too late says so and carries no way on', () => {
  expect(sayLink(content, 'Skerry', true).headline).toBe('This mail came too late.');
});
