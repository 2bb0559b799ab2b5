// Where the picture of a key's model is served: a path of this site, one for each model.

import { expect, it } from 'vitest';
import { KEY_ICON_ROUTE, keyIconPath } from './key-icon-path.ts';

it('the path of a model is its place in the route', () => {
  const aaguid = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd';
  expect(keyIconPath(aaguid)).toBe(`/key-icons/${aaguid}`);
  expect(keyIconPath(':aaguid')).toBe(KEY_ICON_ROUTE);
});
