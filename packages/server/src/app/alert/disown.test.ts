// “This wasn’t me”: reading changes nothing; the button ends, stops, forgets and freezes, once, and opens nothing.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { findAccountByEmail } from '../../storage/account.ts';
import { findSession } from '../../storage/session.ts';
import { changeEmail } from '../email/change.ts';
import { leaveProtection } from '../protection/change.ts';
import { record } from '../record.ts';
import { disownAlert, readAlert } from './disown.ts';
import { DISOWN_MS, makeDisownLink } from './disown-link.ts';

const REFUSED = refuse({ tag: 'link-refused' });

describeUseCase('“This wasn’t me”', (world) => {
  const told = async (account: MadeAccount) => {
    const evidence = { subject: 'key', keyName: 'Blue key' };
    const caller = makeCaller({ ip: '8.8.8.8' });
    const eventId = await world.deps.store.write((tx) =>
      record(world.deps, tx, caller, 'sign-in.key', account, { done: true }, evidence),
    );
    return makeDisownLink(world.deps.keyRing, { accountId: account.id, eventId, expiresAt: TEST_TIME + DISOWN_MS });
  };
  const stranger = makeCaller({ network: 'a mail scanner' });
  const press = (link: string, now = TEST_TIME) =>
    leaves(world.deps, () => disownAlert(world.deps, { ...stranger, network: link, now }, { link }));

  it('shows what happened, and changes nothing however often it is opened', async () => {
    const link = await told(await makeAccount(world.deps));
    for (const _ of [1, 2]) {
      const left = await leaves(world.deps, () => readAlert(world.deps, stranger, { link }));
      expect(left.answer).toEqual(
        allow({
          operation: 'sign-in.key',
          outcome: 'done',
          at: TEST_TIME,
          device: 'Unknown browser',
          place: { countryCode: 'US', country: 'United States' },
          subject: 'key',
          keyName: 'Blue key',
          used: false,
        }),
      );
      expect(left.changed).toEqual([]);
    }
  });

  it('ends every session, stops every hold, drops what is half done, forgets browsers, freezes, and tells', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    await signIn(world.deps, account);
    await leaveProtection(world.deps, caller);
    await changeEmail(world.deps, caller, { email: 'thief@example.com' });
    const left = await press(await told(account));
    expect(left.answer).toEqual(allow({ sessionsEnded: 2, holdsStopped: 1, hasKeys: true }));
    expect(left.events).toMatchObject([
      {
        operation: 'alert.disown',
        outcome: 'done',
        actor: 'holder',
        account_id: account.id,
        session_id: null,
        credential_id: null,
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: alert.disown done`]);
    expect(left.changed).toEqual(['account', 'audit_event', 'device', 'flow', 'hold', 'outbox', 'session', 'spent']);
    const row = await world.deps.store.read((tx) => findAccountByEmail(tx, account.email));
    expect(row?.frozen_at).toBe(TEST_TIME);
  });

  it('touches no key, no verifier and no other account', async () => {
    const other = await makeAccount(world.deps);
    const theirs = await signIn(world.deps, other);
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    const left = await press(await told(account));
    expect(left.answer).toMatchObject({ facts: { hasKeys: false } });
    expect(left.changed).not.toContain('credential');
    expect(left.changed).not.toContain('password_verifier');
    expect(await world.deps.store.read((tx) => findSession(tx, theirs.session.id))).not.toBeNull();
  });

  it('acts once, and says then that it was used', async () => {
    const account = await makeAccount(world.deps);
    const link = await told(account);
    factsOf((await press(link)).answer);
    const caller = await signIn(world.deps, account);
    const again = await press(link);
    expect(again.answer).toEqual(REFUSED);
    expect(again.changed).toEqual([]);
    expect(await world.deps.store.read((tx) => findSession(tx, caller.session.id))).not.toBeNull();
    expect(await readAlert(world.deps, stranger, { link })).toMatchObject({ facts: { used: true } });
  });

  it('is refused where it is too old, altered, or of an event that is not this account’s', async () => {
    const account = await makeAccount(world.deps);
    const link = await told(account);
    const eventId = makeId('evnt', world.deps.random.bytes(16));
    const astray = makeDisownLink(world.deps.keyRing, {
      accountId: account.id,
      eventId,
      expiresAt: TEST_TIME + DISOWN_MS,
    });
    const late = { ...stranger, now: TEST_TIME + DISOWN_MS };
    expect(await readAlert(world.deps, late, { link })).toEqual(REFUSED);
    expect(await readAlert(world.deps, stranger, { link: `${link}x.` })).toEqual(REFUSED);
    expect(await readAlert(world.deps, stranger, { link: astray })).toEqual(REFUSED);
    const left = await press(link, TEST_TIME + DISOWN_MS);
    expect(left.answer).toEqual(REFUSED);
    expect(left.changed).toEqual(['throttle']);
  });

  it('may be guessed at a few times per network, which never holds up a link of ours', async () => {
    const link = await told(await makeAccount(world.deps));
    const caller = makeCaller({ network: 'guesser' });
    const guess = () => disownAlert(world.deps, caller, { link: 'hfn_a.guess' });
    await Promise.all(Array.from({ length: LIMITS['code.network'].points }, guess));
    expect(await guess()).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await disownAlert(world.deps, caller, { link })).allowed).toBe(true);
  });
});
