// The live feed: each page hears of its own account's events, each once, as they are committed, until its session is over.

import { beforeEach, expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import type { EventId } from '../../domain/id.ts';
import { endSessions } from '../../storage/session.ts';
import { record } from '../record.ts';
import { LiveFeed, type LiveMessage } from './feed.ts';

/** A page that keeps what it is sent. */
function openPage() {
  const sent: LiveMessage[] = [];
  const ends: string[] = [];
  const starts: EventId[] = [];
  return {
    sent,
    ends,
    starts,
    start: (from: EventId) => {
      starts.push(from);
    },
    send: (_id: EventId, message: LiveMessage) => {
      sent.push(message);
    },
    end: () => {
      ends.push('ended');
    },
    close: () => {
      ends.push('closed');
    },
  };
}

describeUseCase('the live feed', (world) => {
  let feed: LiveFeed;
  beforeEach(() => {
    feed = new LiveFeed(world.deps);
  });
  const happens = (account: MadeAccount, at: number, operation: 'password.set' | 'account.rename' = 'password.set') =>
    world.deps.store.write((tx) =>
      record(world.deps, tx, { ...makeCaller(), now: TEST_TIME + at }, operation, account, { done: true }),
    );
  const idsOf = (page: ReturnType<typeof openPage>) => page.sent.map(({ event }) => event.id);

  it('sends what is new about the page’s own account, once, and nothing from before it opened', async () => {
    const [account, other] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    await happens(account, -1000);
    const page = openPage();
    factsOf(await feed.watch(await signIn(world.deps, account), null, page));
    const id = await happens(account, 100);
    await happens(other, 100);
    await feed.turn(TEST_TIME + 500);
    await feed.turn(TEST_TIME + 1000);
    expect(idsOf(page)).toEqual([id]);
  });

  it('carries the alert with “This wasn’t me” where the holder is told, and else the bare event', async () => {
    const account = await makeAccount(world.deps);
    const page = openPage();
    factsOf(await feed.watch(await signIn(world.deps, account), null, page));
    await happens(account, 1);
    await happens(account, 2, 'account.rename');
    await feed.turn(TEST_TIME + 500);
    expect(page.sent.map(({ alert }) => alert?.what ?? null)).toEqual([
      'Somebody set a password for your account.',
      null,
    ]);
    expect(page.sent[0]?.alert?.links.notMe).toMatch(/\/not-me#hfn_/);
  });

  it('still sends an event that was committed late, behind others that were sent', async () => {
    const account = await makeAccount(world.deps);
    const page = openPage();
    factsOf(await feed.watch(await signIn(world.deps, account), null, page));
    const first = await happens(account, 3000);
    await feed.turn(TEST_TIME + 3500);
    const late = await happens(account, 200);
    await feed.turn(TEST_TIME + 4000);
    expect(idsOf(page)).toEqual([first, late]);
  });

  it('resumes after the last event that a page saw: whatever came since is sent, at least once', async () => {
    const account = await makeAccount(world.deps);
    const seen = await happens(account, -60_000);
    const missed = [await happens(account, -30_000), await happens(account, -50)];
    const page = openPage();
    factsOf(await feed.watch(await signIn(world.deps, account), seen, page));
    expect(idsOf(page)).toEqual(expect.arrayContaining(missed));
    await feed.turn(TEST_TIME + 500);
    expect(new Set(idsOf(page)).size).toBe(page.sent.length);
  });

  it('ends a page at the next turn when its session ended, and sends it nothing any more', async () => {
    const account = await makeAccount(world.deps);
    const [ended, stays] = [openPage(), openPage()];
    const caller = await signIn(world.deps, account);
    factsOf(await feed.watch(caller, null, ended));
    factsOf(await feed.watch(await signIn(world.deps, account), null, stays));
    await world.deps.store.write((tx) =>
      endSessions(tx, { accountId: account.id, only: caller.session.id }, 'test', TEST_TIME),
    );
    await happens(account, 100);
    await feed.turn(TEST_TIME + 500);
    expect([ended.ends, ended.sent, stays.ends, stays.sent.length]).toEqual([['ended'], [], [], 1]);
  });

  it('lets a session idle out and reach its end, however long its page stays open', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const page = openPage();
    const caller = await signIn(world.deps, account);
    factsOf(await feed.watch(caller, null, page));
    await feed.turn(TEST_TIME + caller.session.idle_ms - 1);
    expect(page.ends).toEqual([]);
    await feed.turn(TEST_TIME + caller.session.idle_ms);
    expect(page.ends).toEqual(['ended']);
  });

  it('refuses the thirty-third page of one account, over all its sessions', async () => {
    const account = await makeAccount(world.deps);
    for (let session = 0; session < 4; session++) {
      const caller = await signIn(world.deps, account);
      for (let page = 0; page < 8; page++) factsOf(await feed.watch(caller, null, openPage()));
    }
    expect(await feed.watch(await signIn(world.deps, account), null, openPage())).toMatchObject({ allowed: false });
    const other = await signIn(world.deps, await makeAccount(world.deps));
    expect(await feed.watch(other, null, openPage())).toMatchObject({ allowed: true });
  });

  it('counts the pages that are still opening: nine at once are eight', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const asked = Array.from({ length: 9 }, () => feed.watch(caller, null, openPage()));
    expect((await Promise.all(asked)).filter(({ allowed }) => allowed)).toHaveLength(8);
  });

  it('lets alone a page that opens while it asks which sessions still stand', async () => {
    const account = await makeAccount(world.deps);
    const [first, second] = [openPage(), openPage()];
    let meanwhile: (() => Promise<unknown>) | null = null;
    const { store } = world.deps;
    const read: typeof store.read = async (work) => {
      const answer = await store.read(work);
      const act = meanwhile;
      meanwhile = null;
      await act?.();
      return answer;
    };
    const busy = new LiveFeed({ ...world.deps, store: { ...store, read } });
    factsOf(await busy.watch(await signIn(world.deps, account), null, first));
    const caller = await signIn(world.deps, account);
    meanwhile = () => busy.watch(caller, null, second);
    await busy.turn(TEST_TIME + 500);
    expect([first.ends, second.ends]).toEqual([[], []]);
    await happens(account, 600);
    await busy.turn(TEST_TIME + 1000);
    expect([first.sent.length, second.sent.length]).toEqual([1, 1]);
  });

  it('says at its opening where a page resumes, and misses nothing that came while it was away', async () => {
    const account = await makeAccount(world.deps);
    const page = openPage();
    const caller = await signIn(world.deps, account);
    factsOf(await feed.watch(caller, null, page))();
    const id = await happens(account, 30_000);
    const again = openPage();
    const later = { ...caller, now: TEST_TIME + 60_000 };
    factsOf(await feed.watch(later, page.starts[0] ?? null, again));
    expect(idsOf(again)).toEqual([id]);
  });

  it('sends all of a busy moment, however much it is', async () => {
    const account = await makeAccount(world.deps);
    const page = openPage();
    const narrow = new LiveFeed(world.deps, 3);
    factsOf(await narrow.watch(await signIn(world.deps, account), null, page));
    const ids = [];
    for (let at = 1; at <= 7; at++) ids.push(await happens(account, at));
    await narrow.turn(TEST_TIME + 500);
    expect(idsOf(page)).toEqual(ids);
  });

  it('refuses the ninth page of one session until another closed', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const closers = [];
    for (let page = 0; page < 8; page++) closers.push(factsOf(await feed.watch(caller, null, openPage())));
    const refused = { allowed: false, refusal: { tag: 'throttled', retryAfterSeconds: 60 } };
    expect(await feed.watch(caller, null, openPage())).toEqual(refused);
    closers[0]?.();
    expect(await feed.watch(caller, null, openPage())).toMatchObject({ allowed: true });
  });

  it('closes every page when the server stops', async () => {
    const page = openPage();
    factsOf(await feed.watch(await signIn(world.deps, await makeAccount(world.deps)), null, page));
    feed.stop();
    expect(page.ends).toEqual(['closed']);
  });
});
