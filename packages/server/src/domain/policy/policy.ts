// What the operator (and later an organisation) may set. Policies fold strictest-wins; nobody loosens product.md's numbers.

import { TIERS, type Tier } from '../tier.ts';

export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

export interface Policy {
  /** The tier that new accounts must reach. */
  readonly defaultTier: 'standard' | 'advanced';
  readonly sessions: Readonly<Record<Tier, SessionLimits>>;
  readonly stepUpSecondsMax: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** product.md §1 and §5. NIST SP 800-63B-4 §2.2.3 and §2.3.3 set the two protected rows. */
export const PRODUCT_POLICY: Policy = {
  defaultTier: 'standard',
  sessions: {
    standard: { idleSeconds: 14 * DAY, absoluteSeconds: 30 * DAY },
    advanced: { idleSeconds: HOUR, absoluteSeconds: DAY },
    hardware: { idleSeconds: 15 * 60, absoluteSeconds: 12 * HOUR },
  },
  stepUpSecondsMax: 300,
};

const stricterLimits = (a: SessionLimits, b: SessionLimits): SessionLimits => ({
  idleSeconds: Math.min(a.idleSeconds, b.idleSeconds),
  absoluteSeconds: Math.min(a.absoluteSeconds, b.absoluteSeconds),
});

/** The strictest of both, in any order and any grouping. */
export function foldPolicies(a: Policy, b: Policy): Policy {
  const sessions = Object.fromEntries(TIERS.map((tier) => [tier, stricterLimits(a.sessions[tier], b.sessions[tier])]));
  return {
    defaultTier: a.defaultTier === 'advanced' || b.defaultTier === 'advanced' ? 'advanced' : 'standard',
    sessions: sessions as Record<Tier, SessionLimits>,
    stepUpSecondsMax: Math.min(a.stepUpSecondsMax, b.stepUpSecondsMax),
  };
}
