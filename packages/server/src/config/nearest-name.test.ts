import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['PORT', 'HOST', 'PUBLIC_URL', 'SECRETS', 'SECRETS_FILE'];

describe('the nearest name', () => {
  it.each([
    ['PROT', null],
    ['PORTS', 'PORT'],
    ['PUBLIC_ULR', 'PUBLIC_URL'],
    ['SECRET', 'SECRETS'],
    ['SECRET_FILE', 'SECRETS_FILE'],
    ['PUBLICURL', 'PUBLIC_URL'],
  ])('of %s is %s', (name, nearest) => expect(nearestName(name, known)).toBe(nearest));

  it('is none when nothing is near', () => {
    expect(nearestName('TELEPHONE', known)).toBeNull();
    expect(nearestName('', known)).toBeNull();
    expect(nearestName('PORT', [])).toBeNull();
  });
});
