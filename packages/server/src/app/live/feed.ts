// live.watch: open pages are told of their account's events as these are committed, and end with their session.
//
// One look a turn serves every page of this process: it polls, because correctness never rests on a database's
// notifications. An event's id carries the time of its request, and a slow commit shows up late, so each turn looks back
// a while and every page remembers what it was sent.

import type { AlertPayload } from '../../domain/alert/alert-payload.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { type EventId, firstIdAt, timeOfId } from '../../domain/id.ts';
import { isLive } from '../../domain/session/session.ts';
import type { Tier } from '../../domain/tier.ts';
import { type FreshEvent, listFreshEvents, listWatchedSessions } from '../../storage/live.ts';
import type { CheckedSession } from '../../storage/session.ts';
import { tellEvent } from '../activity/tell-event.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sayAlert } from '../outbox/open-alert.ts';

/** How often the clockwork turns it: a page ends within a second of its session. */
export const LIVE_TURN_MS = 500;
/** Longer than a request can take from its beginning to its commit. */
const LOOK_BACK_MS = 15_000;
/** What happened while a page was away longer than this, it reads afresh. */
const RESUME_MS_MAX = 10 * 60_000;
const EVENTS_A_LOOK = 2000;
const ACCOUNTS_A_LOOK = 500;
const WATCHERS_A_SESSION = 8;
/** More than one session's share: whoever holds one session cannot keep the pages of the others out. */
const WATCHERS_AN_ACCOUNT = 32;
const WATCHERS_MAX = 10_000;
const RETRY_SECONDS = 60;

export interface LiveMessage {
  readonly event: ReturnType<typeof tellEvent>;
  /** What was told of it on every channel; null where nobody is told. */
  readonly alert: AlertPayload | null;
}

/** The other end of an open page. */
export interface LivePage {
  /** It is being followed from here on; `from` is where it resumes as long as nothing has come. */
  start(from: EventId): void;
  send(id: EventId, message: LiveMessage): void;
  /** The session is over. */
  end(): void;
  /** The server stops. */
  close(): void;
}

interface Watcher {
  readonly session: CheckedSession;
  readonly page: LivePage;
  readonly sent: Set<EventId>;
  tier: Tier;
}

export class LiveFeed {
  readonly #deps: Deps;
  readonly #eventsALook: number;
  readonly #watchers = new Set<Watcher>();
  /** Those that are asked for while what they missed is still being looked up. */
  readonly #opening = new Set<Watcher>();
  #stopped = false;
  #lookedAt: number | null = null;

  constructor(deps: Deps, eventsALook = EVENTS_A_LOOK) {
    this.#deps = deps;
    this.#eventsALook = eventsALook;
  }

  /**
   * Opens a page's feed. `after`: the last event that the page has seen; what came since is sent first.
   * @returns what closes it.
   */
  async watch(caller: SignedInCaller, after: EventId | null, page: LivePage): Promise<Decision<() => void>> {
    const { session, now } = caller;
    if (!this.#hasRoomFor(session)) return refuse({ tag: 'throttled', retryAfterSeconds: RETRY_SECONDS });
    const watcher: Watcher = { session, page, sent: new Set(), tier: session.tier };
    this.#opening.add(watcher);
    try {
      const seenAt = after === null ? now : Math.max(timeOfId(after), now - RESUME_MS_MAX);
      const missed = await this.#look([watcher], Math.min(seenAt, now) - LOOK_BACK_MS);
      page.start(after ?? idAt(now));
      if (after === null) for (const { event } of missed) watcher.sent.add(event.id);
      else this.#tell(watcher, missed);
    } finally {
      this.#opening.delete(watcher);
    }
    if (this.#stopped) page.close();
    else this.#watchers.add(watcher);
    return allow(() => this.#watchers.delete(watcher));
  }

  #hasRoomFor({ id, account_id }: CheckedSession): boolean {
    const all = [...this.#watchers, ...this.#opening].map(({ session }) => session);
    const ofAccount = all.filter((session) => session.account_id === account_id);
    const ofSession = ofAccount.filter((session) => session.id === id);
    return all.length < WATCHERS_MAX && ofAccount.length < WATCHERS_AN_ACCOUNT && ofSession.length < WATCHERS_A_SESSION;
  }

  /** Sends what is new, and ends the pages whose session is over. */
  async turn(now: number): Promise<void> {
    if (this.#watchers.size === 0) {
      this.#lookedAt = now;
      return;
    }
    await this.#endThoseWhoseSessionIsOver(now);
    const since = Math.min(this.#lookedAt ?? now, now) - LOOK_BACK_MS;
    this.#lookedAt = now;
    const watchers = [...this.#watchers];
    for (let from = 0; from < watchers.length; from += ACCOUNTS_A_LOOK) {
      const some = watchers.slice(from, from + ACCOUNTS_A_LOOK);
      const fresh = await this.#look(some, since);
      for (const watcher of some) this.#tell(watcher, fresh);
    }
    const oldest = idAt(since);
    for (const { sent } of watchers) for (const id of sent) if (id < oldest) sent.delete(id);
  }

  /** The server stops: pages come back to another one by themselves. */
  stop(): void {
    this.#stopped = true;
    for (const { page } of this.#watchers) page.close();
    this.#watchers.clear();
  }

  async #look(watchers: readonly Watcher[], since: number): Promise<readonly FreshEvent[]> {
    const accounts = [...new Set(watchers.map(({ session }) => session.account_id))];
    const found: FreshEvent[] = [];
    for (let from = idAt(since); ; ) {
      const page = await this.#deps.store.read((tx) => listFreshEvents(tx, accounts, from, this.#eventsALook));
      found.push(...page);
      const last = page.at(-1);
      // The last one comes twice, and is known by then.
      if (last === undefined || page.length < this.#eventsALook) return found;
      from = last.event.id;
    }
  }

  #tell(watcher: Watcher, fresh: readonly FreshEvent[]): void {
    const { session, page, sent, tier } = watcher;
    for (const { event, told } of fresh) {
      if (event.account_id !== session.account_id || sent.has(event.id)) continue;
      sent.add(event.id);
      const content = { kind: 'alert', event, protectedAccount: tier !== 'standard' } as const;
      page.send(event.id, {
        event: tellEvent(this.#deps, { session }, event),
        alert: told ? sayAlert(this.#deps, content, { toHolder: true, mayAct: true }) : null,
      });
    }
  }

  async #endThoseWhoseSessionIsOver(now: number): Promise<void> {
    const { lastSeen, store } = this.#deps;
    const watchers = [...this.#watchers];
    const ids = [...new Set(watchers.map(({ session }) => session.id))];
    const live = new Map<string, Tier>();
    for (let from = 0; from < ids.length; from += ACCOUNTS_A_LOOK) {
      const rows = await store.read((tx) => listWatchedSessions(tx, ids.slice(from, from + ACCOUNTS_A_LOOK)));
      for (const row of rows) {
        const lastSeenAt = lastSeen.of(row.id, row.last_seen_at);
        if (isLive({ lastSeenAt, idleMs: row.idle_ms, endsAt: row.ends_at }, now)) live.set(row.id, row.tier);
      }
    }
    // Not those that came while this asked.
    for (const watcher of watchers) {
      const tier = live.get(watcher.session.id);
      if (tier !== undefined) watcher.tier = tier;
      else {
        this.#watchers.delete(watcher);
        watcher.page.end();
      }
    }
  }
}

const idAt = (ms: number): EventId => firstIdAt('evnt', Math.max(0, ms));
