// A word carried from one page to the next in the history entry, such as why somebody stands at the sign-in page.

export interface Notice {
  /** `ended`: the session is over. `left`: signed out here. `locked`: everything was ended. `deleted`: the account goes. */
  readonly notice: 'ended' | 'left' | 'locked' | 'deleted';
  /** Where to go on after signing in. */
  readonly back?: string;
}

const KINDS: readonly unknown[] = ['ended', 'left', 'locked', 'deleted'] satisfies Notice['notice'][];

/** Reads a history entry's state, which may be anything an earlier page or an extension left there. */
export function readNotice(state: unknown): Notice | null {
  if (typeof state !== 'object' || state === null || !('notice' in state) || !KINDS.includes(state.notice)) return null;
  const notice = state.notice as Notice['notice'];
  // Only a path on this very origin: "//elsewhere" and "/\elsewhere" are addresses of other hosts.
  const back = 'back' in state && typeof state.back === 'string' && /^\/[a-z]*$/.test(state.back) ? state.back : null;
  return back === null ? { notice } : { notice, back };
}
