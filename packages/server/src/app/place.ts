// A country as pages show it. Judged from the network address, so roughly.

import type { Deps } from './deps.ts';

export interface Place {
  readonly countryCode: string;
  readonly country: string;
}

export const placeOf = (deps: Pick<Deps, 'geo'>, countryCode: string | null): Place | null =>
  countryCode === null ? null : { countryCode, country: deps.geo.nameOf(countryCode) };
