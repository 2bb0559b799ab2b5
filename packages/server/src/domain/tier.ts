// The three tiers, weakest first (product.md §1).

export const TIERS = ['standard', 'advanced', 'hardware'] as const;
export type Tier = (typeof TIERS)[number];

export const isProtected = (tier: Tier): tier is 'advanced' | 'hardware' => tier !== 'standard';
