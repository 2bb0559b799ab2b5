// What costly reads of one account may take: tokens that come back with time. Cheap reads touch a bounded handful of rows and
// are free; these look through many or hash many, and would else hold up everybody's requests (product.md §7).

/** Tokens for one request, by what is read. One is about a millisecond of one processor or some hundred rows. */
export const READ_COSTS = {
  /** Words or a kind of event are looked for in up to 10,000 events. */
  'activity.list': 6,
  'activity.days': 4,
  'activity.prove': 1,
  /** A page of a hundred proofs. */
  'activity.prove-history': 3,
  'activity.download': 10,
  'data.download': 10,
  'log.prove-growth': 1,
} as const satisfies Record<string, number>;

export type CostlyRead = keyof typeof READ_COSTS;

/** A minute's tokens, twice over: what the pages ask at once is less than half of it, and all of it comes back in two minutes. */
export const READ_BUDGET = { tokensMax: 240, tokensPerMinute: 120 } as const;

export interface ReadBudget {
  readonly tokens: number;
  readonly at: number;
}

export const fullBudget = (now: number): ReadBudget => ({ tokens: READ_BUDGET.tokensMax, at: now });

/** As it is at `now`. A clock that was put back gives nothing and takes nothing. */
export function refill({ tokens, at }: ReadBudget, now: number): ReadBudget {
  const back = (Math.max(0, now - at) * READ_BUDGET.tokensPerMinute) / 60_000;
  return { tokens: Math.min(READ_BUDGET.tokensMax, tokens + back), at: now };
}

export const isFull = (budget: ReadBudget, now: number): boolean => refill(budget, now).tokens >= READ_BUDGET.tokensMax;

export type Taken =
  | { readonly budget: ReadBudget; readonly waitSeconds: 0 }
  /** Nothing was taken. In so many seconds there is enough. */
  | { readonly budget: ReadBudget; readonly waitSeconds: number };

export function takeTokens(budget: ReadBudget, cost: number, now: number): Taken {
  const filled = refill(budget, now);
  if (filled.tokens >= cost) return { budget: { ...filled, tokens: filled.tokens - cost }, waitSeconds: 0 };
  const missing = cost - filled.tokens;
  return { budget: filled, waitSeconds: Math.max(1, Math.ceil((missing * 60) / READ_BUDGET.tokensPerMinute)) };
}
