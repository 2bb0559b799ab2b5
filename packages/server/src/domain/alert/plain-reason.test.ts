import { describe, expect, it } from 'vitest';
import { plainReason } from './plain-reason.ts';

describe('why a delivery failed, for an operator', () => {
  it('is what the other end said', () => {
    expect(plainReason('connect ECONNREFUSED 127.0.0.1:25')).toBe('connect ECONNREFUSED 127.0.0.1:25');
    expect(plainReason('the server answered 503')).toBe('the server answered 503');
  });

  it('never names the addressee', () => {
    const said =
      '550 5.1.1 <mara.olsen+keys@mail.example.org>: Recipient rejected, mara.olsen+keys@mail.example.org unknown';
    expect(plainReason(said)).toBe('550 5.1.1 (an address): Recipient rejected, (an address) unknown');
  });

  it('repeats nothing that could be a token', () => {
    expect(plainReason('no such hook: /T0001/b32c0b4e9f5d4d2f8e5a1c7e')).toBe('no such hook: (…)');
  });
});
