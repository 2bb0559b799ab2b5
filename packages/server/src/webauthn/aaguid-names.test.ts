import { expect, it } from 'vitest';
import { aaguidName } from './aaguid-names.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';

const BITWARDEN = 'd548826e-79b4-db40-a3d8-11116f7e8349';
const named = (description: string): MetadataSource => ({
  no: 1,
  nextUpdate: 0,
  stale: false,
  find: () => ({ description, icon: null, roots: [], statuses: [] }),
});

it('FIDO metadata names a model before our own list does', () => {
  expect(aaguidName(BITWARDEN, named('By metadata'))).toBe('By metadata');
  expect(aaguidName(BITWARDEN, named(''))).toBe('Bitwarden');
  expect(aaguidName(BITWARDEN, null)).toBe('Bitwarden');
});

it('An unknown model, and one that does not say, has no name', () => {
  expect(aaguidName('ffffffff-0000-4000-8000-000000000000', null)).toBe(null);
  expect(aaguidName('00000000-0000-0000-0000-000000000000', null)).toBe(null);
});
