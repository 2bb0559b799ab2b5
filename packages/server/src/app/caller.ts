// Who asks, from where: everything a use case may know of a request. Made by the door from verified things only.

import type { Client } from '../storage/client.ts';
import type { CheckedSession } from '../storage/session.ts';

export interface Caller {
  /** By which everything is judged. It stands still but for `moveOn`. */
  readonly now: number;
  /**
   * Moves `now` on to this moment. Called where something waited: a body that came slowly, a slow hash, a turn to write, a
   * lock. What ran out meanwhile has run out.
   */
  readonly moveOn: () => void;
  readonly requestId: string;
  readonly ip: string;
  /** The network that throttles count: an IPv4 address or an IPv6 /64. */
  readonly network: string;
  readonly userAgent: string | undefined;
  /** The program that asks in its own name, or null. It is never asked for where a session counts. */
  readonly client: Client | null;
  /** The live session of this request, or null. */
  readonly session: CheckedSession | null;
  /** Cookies that are not sessions: the browser of an earlier sign-in, and a sign-up or sign-in that is half done. */
  readonly deviceToken: string | null;
  readonly flowToken: string | null;
}

export interface ClientCaller extends Caller {
  readonly client: Client;
}

export interface SignedInCaller extends Caller {
  readonly session: CheckedSession;
}

/** Moves on as `caller` does, where a copy would stand still. */
const seenAs = (caller: Caller, change: Partial<Pick<Caller, 'session' | 'flowToken'>>): Caller => ({
  ...caller,
  ...change,
  get now() {
    return caller.now;
  },
});

/** The same asker without their session: whom it is about must not see it. */
export const withoutSession = (caller: Caller): Caller => seenAs(caller, { session: null });

/** The same asker, in a flow that was just begun for them. */
export const withFlow = (caller: Caller, flowToken: string): Caller => seenAs(caller, { flowToken });
