import { expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { decideLifting, mayLift } from './decide-lifting.ts';

const trusted = sampleKey('roaming');
const fresh = sampleKey('roaming', 2, { createdAt: NOW, trustedAt: NOW + 1 });

it('Replaced factors lift the freeze of a standard account that has no trusted key, a new one or not', () => {
  for (const credentials of [[], [fresh], [{ ...trusted, suspension: { by: 'link', at: NOW } as const }]]) {
    expect(decideLifting(sampleStandard({ frozenAt: NOW, credentials }), NOW)).toEqual({
      allowed: true,
      facts: { clearsFreeze: true },
    });
  }
});

it('They open nothing where there is no freeze, a trusted key, or protection', () => {
  const others = [
    sampleStandard(),
    sampleStandard({ frozenAt: NOW, credentials: [trusted] }),
    sampleProtected({ frozenAt: NOW }),
  ];
  for (const account of others) {
    expect(mayLift(account, NOW)).toBe(false);
    expect(decideLifting(account, NOW).allowed).toBe(false);
  }
});
