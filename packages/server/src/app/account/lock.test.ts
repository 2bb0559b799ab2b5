// Lock: one handle. It ends, stops, suspends what is new, freezes, and opens the checklist; a rehearsal does none of it.

import { expect, it } from 'vitest';
import {
  type MadeAccount,
  makeAccount,
  makeCaller,
  ROAMING,
  showSecondKey,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { freezeHolds } from '../../domain/credential/key-stage.ts';
import { refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { confirmCredential } from '../../storage/credential.ts';
import { findIncident } from '../../storage/incident.ts';
import { findSession } from '../../storage/session.ts';
import { DISOWN_MS, makeDisownLink } from '../alert/disown-link.ts';
import { findKnownBrowser } from '../known-browser.ts';
import { leaveProtection } from '../protection/change.ts';
import { lockAccountNow, lockByLink, rehearseLock } from './lock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NEW = { nickname: 'Planted key', trustedAt: TEST_TIME + 14 * DAY_MS };

describeUseCase('Lock', (world) => {
  const three = () => makeAccount(world.deps, { tier: 'advanced', keys: [{}, { nickname: 'Phone' }, NEW] });
  const load = async (account: MadeAccount) => {
    const loaded = await world.deps.store.read((tx) => loadAccount(tx, account.id));
    if (loaded?.tier !== 'advanced') throw new Error('the account is there, and protected');
    return loaded;
  };
  const linkOf = (account: MadeAccount) =>
    makeDisownLink(world.deps.keyRing, {
      accountId: account.id,
      eventId: makeId('evnt', world.deps.random.bytes(16)),
      expiresAt: TEST_TIME + DISOWN_MS,
    });

  it('ends every session, suspends new keys, freezes, opens the checklist, and tells', async () => {
    const account = await three();
    const caller = await signIn(world.deps, account, { with: account.keys[2] ?? null });
    await signIn(world.deps, account);
    const left = await leaves(world.deps, () => lockAccountNow(world.deps, caller));
    expect(factsOf(left.answer)).toEqual({
      at: TEST_TIME,
      ended: 2,
      holdsStopped: 0,
      leaves: 0,
      leavesRecovery: false,
      frozen: true,
      frozenUntil: null,
      keysSuspended: ['Planted key'],
      keysSpared: [],
      // Its own session locked, so it comes back as after a link.
      comesBackAt: TEST_TIME + 7 * DAY_MS,
      channelsPaused: 0,
      liftedBy: ['Key', 'Phone'],
      otherwise: null,
    });
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'account.lock', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: account.lock done`]);
    expect(await load(account)).toMatchObject({ frozenAt: TEST_TIME });
    expect(await world.deps.store.read((tx) => findIncident(tx, account.id))).toMatchObject({ by: 'lock' });
  });

  it('says when the freeze of a standard account ends by itself, and does so then', async () => {
    const account = await makeAccount(world.deps, { keys: [{ ...ROAMING, nickname: 'Key' }] });
    const caller = await signIn(world.deps, account);
    const { frozenUntil } = factsOf(await lockAccountNow(world.deps, caller));
    const loaded = await world.deps.store.read((tx) => loadAccount(tx, account.id));
    if (frozenUntil === null || !loaded) throw new Error('a standard account’s freeze ends');
    expect(freezeHolds(loaded, frozenUntil - 1)).toBe(true);
    expect(freezeHolds(loaded, frozenUntil)).toBe(false);
  });

  it('stops a thief’s recovery by one paper, and a change that one proof began', async () => {
    const account = await three();
    const thief = await signIn(world.deps, account);
    factsOf(await leaveProtection(world.deps, thief));
    await begin(world.deps, account, asker(TEST_TIME));
    expect(factsOf(await lockAccountNow(world.deps, thief)).holdsStopped).toBe(2);
    expect((await load(account)).openRecoveries).toEqual([]);
  });

  it('does not stop what two proofs began', async () => {
    const account = await three();
    const caller = await signIn(world.deps, account);
    await showSecondKey(world.deps, caller, account.keys[1]);
    factsOf(await leaveProtection(world.deps, caller));
    expect(factsOf(await lockAccountNow(world.deps, caller))).toMatchObject({ holdsStopped: 0, leaves: 1 });
  });

  it('locks once in 24 hours with the same key, and another key may', async () => {
    const account = await three();
    const at = async (index: number, now: number) =>
      lockAccountNow(world.deps, await signIn(world.deps, account, { with: account.keys[index] ?? null, now }));
    expect((await at(0, TEST_TIME)).allowed).toBe(true);
    expect(await at(0, TEST_TIME + DAY_MS - 60_000)).toEqual(
      refuse({ tag: 'locked-before', by: 'key', lockedAt: TEST_TIME, until: TEST_TIME + DAY_MS }),
    );
    expect((await at(1, TEST_TIME + 1)).allowed).toBe(true);
    expect((await at(0, TEST_TIME + DAY_MS)).allowed).toBe(true);
  });

  it('from a link spares keys that were vouched for, acts once a day, and wants a link of ours', async () => {
    const account = await three();
    const [, phone] = account.keys;
    await world.deps.store.write((tx) =>
      confirmCredential(tx, account.id, phone?.id ?? ('' as never), TEST_TIME + 30 * DAY_MS),
    );
    const spared = await signIn(world.deps, account, { with: phone ?? null });
    const ended = await signIn(world.deps, account);
    const caller = makeCaller();
    const left = await leaves(world.deps, () => lockByLink(world.deps, caller, { link: linkOf(account) }));
    expect(factsOf(left.answer)).toMatchObject({ ended: 1, keysSuspended: ['Planted key'] });
    expect(left.alerts).toEqual([`${account.email}: alert.lock done`]);
    const isAlive = async ({ session }: typeof spared) =>
      (await world.deps.store.read((tx) => findSession(tx, session.id))) !== null;
    expect([await isAlive(spared), await isAlive(ended)]).toEqual([true, false]);
    expect(await lockByLink(world.deps, caller, { link: linkOf(account) })).toMatchObject({
      refusal: { tag: 'locked-before', by: 'link', until: TEST_TIME + DAY_MS },
    });
    expect(await lockByLink(world.deps, caller, { link: 'hfn_a.guess' })).toEqual(refuse({ tag: 'link-refused' }));
  });

  it('in a session makes every browser unknown; from a link it leaves the holder’s known', async () => {
    const account = await makeAccount(world.deps, { keys: [{}] });
    const browser = await signIn(world.deps, account);
    const isKnown = async () =>
      (await world.deps.store.read((tx) => findKnownBrowser(world.deps, tx, browser, account.id))) !== null;
    factsOf(await lockByLink(world.deps, makeCaller(), { link: linkOf(account) }));
    expect(await isKnown()).toBe(true);
    factsOf(await lockAccountNow(world.deps, await signIn(world.deps, account, { with: account.keys[0] ?? null })));
    expect(await isKnown()).toBe(false);
  });

  it('is rehearsed: it says what it would do, and changes nothing', async () => {
    const account = await three();
    const caller = await signIn(world.deps, account);
    factsOf(await leaveProtection(world.deps, caller));
    const left = await leaves(world.deps, () => rehearseLock(world.deps, caller));
    expect(left.changed).toEqual([]);
    const { ended, ...planned } = factsOf(left.answer);
    const locked = factsOf(await lockAccountNow(world.deps, caller));
    expect(locked).toEqual({ ...planned, ended });
  });
});
