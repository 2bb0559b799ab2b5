// Which address an account had when: the one it has, and those before it with the times at which they were replaced.

export interface FormerAddress {
  readonly email: string;
  /** When it was replaced; 0 where that is not known. */
  readonly untilAt: number;
}

/** The address at a time of the past, and when it was replaced; null where it is the one that the account has. */
export const formerAt = (former: readonly FormerAddress[], at: number): FormerAddress | null =>
  former.filter(({ untilAt }) => untilAt > at).toSorted((a, b) => a.untilAt - b.untilAt)[0] ?? null;
