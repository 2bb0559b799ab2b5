import { expect, it } from 'vitest';
import { sayErased } from './erased-words.ts';

it('Says that it is over, what remains, and nothing that could be opened', () => {
  const said = sayErased('Skerry');
  expect(said.subject).toBe('Your Skerry account was deleted');
  expect(said.paragraphs.join(' ')).toContain('excluded from training');
  expect(JSON.stringify(said)).not.toMatch(/https?:/);
});
