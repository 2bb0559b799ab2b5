// Where something happened, as pages show it.

import { expect, it } from 'vitest';
import { createGeo } from '../platform/geo.ts';
import { placeOf } from './place.ts';

it('a country is given by its code and its name', () => {
  expect(placeOf({ geo: createGeo() }, 'DE')).toEqual({ countryCode: 'DE', country: 'Germany' });
});

it('no country is no place, rather than an unknown one', () => {
  expect(placeOf({ geo: createGeo() }, null)).toBeNull();
});
