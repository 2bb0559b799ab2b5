// Turning notifications off: by hand, and with the sessions of the browser; by running out of time alone they stay.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, ROAMING, showSecondKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makePushBrowser } from '../../../../../test/support/push-browser.ts';
import { byHolder, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { removePast } from '../../storage/retention.ts';
import { disownAlert } from '../alert/disown.ts';
import { DISOWN_MS, makeDisownLink } from '../alert/disown-link.ts';
import { removeCredential } from '../credential/remove.ts';
import { endOthers, endSession, signOut } from '../session/end.ts';
import { listBrowsers } from './list.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describeUseCaseOnBoth('notifications in a browser', (world) => {
  let endpoints = 0;
  type Caller = Awaited<ReturnType<typeof signIn>>;
  const turnOn = async (caller: Caller) =>
    factsOf(
      await subscribe(world.deps, caller, {
        endpoint: `http://127.0.0.1:9/send/${endpoints++}`,
        keys: makePushBrowser().keys,
      }),
    ).browser.id;
  const told = async (account: MadeAccount) => {
    const caller = await signIn(world.deps, account);
    return factsOf(await listBrowsers(world.deps, caller)).browsers.map(({ id }) => id);
  };

  it('are turned off by hand: on record, told, and by nobody else', async () => {
    const account = await makeAccount(world.deps, { keys: [{}, {}] });
    const caller = await signIn(world.deps, account);
    const channelId = await turnOn(caller);
    const stranger = await signIn(world.deps, await makeAccount(world.deps));
    expect(await unsubscribe(world.deps, stranger, { channelId })).toEqual(refuse({ tag: 'not-found' }));
    await showSecondKey(world.deps, caller, account.keys[1]);
    const left = await leaves(world.deps, () => unsubscribe(world.deps, caller, { channelId }));
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'push.unsubscribe' }]);
    expect(left.alerts).toEqual([`${account.email}: push.unsubscribe done`]);
    expect(await told(account)).toEqual([]);
  });

  it('go on for 72 hours where one proof asked that they stop, and until another has finished it', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const channelId = await turnOn(caller);
    const { hold } = factsOf(await unsubscribe(world.deps, caller, { channelId }));
    expect(hold).toMatchObject({ kind: 'channel.stop', proofs: 1 });
    expect(await told(account)).toEqual([channelId]);
  });

  it('end when that browser signs out, and not when another does', async () => {
    const account = await makeAccount(world.deps);
    const [here, there] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const id = await turnOn(here);
    factsOf(await signOut(world.deps, there));
    expect(await told(account)).toEqual([id]);
    factsOf(await signOut(world.deps, here));
    expect(await told(account)).toEqual([]);
  });

  it('end when somebody ends a session of that browser, even one later than it was turned on in', async () => {
    const account = await makeAccount(world.deps);
    const first = await signIn(world.deps, account);
    await turnOn(first);
    const again = await signIn(world.deps, account, { caller: { deviceToken: first.deviceToken } });
    const elsewhere = await signIn(world.deps, account);
    const kept = await turnOn(elsewhere);
    factsOf(await endSession(world.deps, elsewhere, { sessionId: again.session.id }));
    expect(await told(account)).toEqual([kept]);
  });

  it('stay in the browser that ends all others, and end in the others', async () => {
    const account = await makeAccount(world.deps);
    const [here, there] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const kept = await turnOn(here);
    await turnOn(there);
    factsOf(await endOthers(world.deps, here));
    expect(await told(account)).toEqual([kept]);
  });

  it('end with the key that the browser was entered with, even when its session is forgotten', async () => {
    const account = await makeAccount(world.deps, { keys: [ROAMING, { ...ROAMING, nickname: 'Lost key' }] });
    const [good, lost] = account.keys;
    if (!good || !lost) throw new Error('the account has two keys');
    const kept = await turnOn(await signIn(world.deps, account, { with: good }));
    await turnOn(await signIn(world.deps, account, { with: lost }));
    await world.deps.store.write((tx) => removePast(tx, 'sessions', TEST_TIME + 400 * DAY_MS, '', 100));
    const caller = await signIn(world.deps, account, { with: good });
    factsOf(await removeCredential(world.deps, caller, { credentialId: lost.id }));
    expect(await told(account)).toEqual([kept]);
  });

  it('end everywhere when the account is disowned, so that a thief’s browser is told no more', async () => {
    const { deps } = world;
    const account = await makeAccount(deps);
    const other = await signIn(deps, await makeAccount(deps));
    const kept = await turnOn(other);
    const caller = await signIn(deps, account);
    await turnOn(caller);
    const events = await deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').select('id').where('account_id', '=', account.id).execute(),
    );
    const [event] = events;
    if (!event) throw new Error('turning on is on record');
    const until = TEST_TIME + DISOWN_MS;
    const link = makeDisownLink(deps.keyRing, { accountId: account.id, eventId: event.id, expiresAt: until });
    factsOf(await disownAlert(deps, { ...caller, session: null }, { link }));
    expect(await told(account)).toEqual([]);
    expect(factsOf(await listBrowsers(deps, other)).browsers.map(({ id }) => id)).toEqual([kept]);
  });

  it('stay when a session merely runs out: an alert is for somebody who is not at the page', async () => {
    const account = await makeAccount(world.deps);
    const id = await turnOn(await signIn(world.deps, account));
    await world.deps.store.write((tx) => removePast(tx, 'sessions', TEST_TIME + 400 * DAY_MS, '', 100));
    expect(await told(account)).toEqual([id]);
  });
});
