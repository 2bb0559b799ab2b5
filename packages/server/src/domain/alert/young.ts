// What came within the last fourteen days may be somebody else's doing: a channel, a contact (product.md §2, §4, §6).

export const YOUNG_MS = 14 * 24 * 60 * 60 * 1000;

/** What bears a time ahead of the clock is young: nothing is old by a clock that ran ahead. */
export const isYoung = (addedAt: number, now: number): boolean => now < addedAt + YOUNG_MS;
