import { expect, it } from 'vitest';
import { allow, refuse } from './decision.ts';

it('A decision is either allowed with its facts or refused with its reason, never both', () => {
  expect(allow({ waitHours: 72 })).toEqual({ allowed: true, facts: { waitHours: 72 } });
  expect(allow()).toEqual({ allowed: true, facts: undefined });
  expect(refuse({ tag: 'hold-exists' })).toEqual({ allowed: false, refusal: { tag: 'hold-exists' } });
});
