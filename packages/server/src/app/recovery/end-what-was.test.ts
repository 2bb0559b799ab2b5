// What a thief could have added to an account ends when its holder comes back; what is older, the holder keeps by name.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accept, approve, invite, makeContact, makeTrusting } from '../../../../../test/support/contacts.ts';
import { addTwoKeys, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import type { ChannelId, ContactId } from '../../domain/id.ts';
import { AFTER_RECOVERY } from '../../domain/recovery/after-recovery.ts';
import { loadAccount } from '../../storage/account.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import { changeEmail } from '../email/change.ts';
import { openAlert } from '../outbox/open-alert.ts';
import { leaveProtection } from '../protection/change.ts';
import { completeRecovery } from './complete.ts';
import type { Keep } from './end-what-was.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;

describeUseCaseOnBoth('what is left after a recovery', (world) => {
  const stateOf = (id: ChannelId) => world.deps.store.read(async (tx) => (await findChannel(tx, id))?.state);
  const comeBack = async (holder: MadeAccount, between: () => Promise<unknown>, keep?: Keep) => {
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    await between();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    const left = await leaves(world.deps, () => completeRecovery(world.deps, asker(RIPENS), { ...proofs, keep }));
    return { ...left, facts: factsOf(left.answer) };
  };

  it('is decided for every table that keeps something of an account', () => {
    // The documentation names every column; a test of its own sees to that.
    const shapes = readFileSync(new URL('../../../../../docs/stored-shapes.md', import.meta.url), 'utf8');
    const ofAccounts = shapes
      .split('\n## ')
      .filter((section) => section.includes('| `account_id`'))
      .map((section) => /^`(\w+)`/.exec(section)?.[1]);
    expect(Object.keys(AFTER_RECOVERY).sort()).toEqual(ofAccounts.sort());
  });

  it('no channel stays that was not kept by name: each hears of the recovery, and nothing later', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced' });
    const own = await makeChannel(world.deps, holder.id);
    const platform = await makeChannel(world.deps, null);
    const elsewhere = await makeChannel(world.deps, (await makeAccount(world.deps)).id);
    const { facts, events } = await comeBack(holder, async () => {}, { channels: [elsewhere], contacts: [] });
    expect(facts.channelsPaused).toBe(1);
    expect([await stateOf(own), await stateOf(platform), await stateOf(elsewhere)]).toEqual(['paused', 'live', 'live']);
    const queued = () =>
      world.deps.store.read((tx) =>
        tx.q.selectFrom('outbox').selectAll().where('channel_id', '=', own).orderBy('id').execute(),
      );
    const [last] = (await queued()).filter(({ event_id }) => event_id === events.at(-1)?.id);
    if (!last) throw new Error('the channel was told of the recovery');
    expect((await openAlert(world.deps, last)).alert.type).toBe('holdfast.recovery.complete');
    const told = (await queued()).length;
    await begin(world.deps, { ...holder, recoveryKeys: facts.recoveryKeys }, asker(RIPENS));
    expect(await queued()).toHaveLength(told);
  });

  it('a channel that is kept by name goes on, unless it is younger than the case', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced' });
    const old = await makeChannel(world.deps, holder.id);
    const young = await makeChannel(world.deps, holder.id);
    const created = (id: typeof old, at: number) =>
      world.deps.store.write((tx) =>
        tx.q.updateTable('alert_channel').set({ created_at: at }).where('id', '=', id).execute(),
      );
    await created(old, TEST_TIME - 1);
    await created(young, TEST_TIME);
    const { facts } = await comeBack(holder, async () => {}, { channels: [old, young], contacts: [] });
    expect(facts.channelsPaused).toBe(1);
    expect([await stateOf(old), await stateOf(young)]).toEqual(['live', 'paused']);
  });

  it('contacts kept by name and accepted before the case stay, and cap the approvals needed', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 3, 2);
    const [mia, noor] = contacts;
    if (!mia || !noor) throw new Error('there are contacts');
    const eve = await makeAccount(world.deps, { tier: 'advanced' });
    const invited = await invite(world.deps, holder, eve.email, TEST_TIME - HOUR_MS);
    const late: ContactId[] = [];
    const keep = { channels: [], contacts: [mia.id, invited] as ContactId[] };
    const { facts } = await comeBack(
      holder,
      async () => {
        for (const contact of [mia, noor]) factsOf(await approve(world.deps, contact, TEST_TIME + 1));
        late.push((await makeContact(world.deps, holder, TEST_TIME + HOUR_MS)).id);
        keep.contacts.push(...late);
      },
      keep,
    );
    expect(facts.contactsEnded).toBe(4);
    const left = await world.deps.store.read((tx) => listContacts(tx, holder.id));
    expect(left.map(({ id }) => id)).toEqual([mia.id]);
    expect(await world.deps.store.read((tx) => loadAccount(tx, holder.id))).toMatchObject({ contactsNeeded: 1 });
    const caller = await signIn(world.deps, eve, { now: RIPENS });
    expect(await accept(world.deps, caller, invited, eve.keys[0])).toEqual(refuse({ tag: 'not-found' }));
  });

  it('another address that waits, or is half confirmed, and leaving protection come to nothing', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced', waitHours: 72 });
    const thief = await signIn(world.deps, holder, { now: TEST_TIME - HOUR_MS });
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    factsOf(await leaveProtection(world.deps, thief));
    factsOf(await changeEmail(world.deps, thief, { email: `thief-${holder.email}` }));
    const at = asker(RIPENS);
    await addTwoKeys(world.deps, at, proofs);
    expect(await completeRecovery(world.deps, at, proofs)).toEqual(allow(expect.anything()));
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, holder.id))).toEqual([]);
    const flows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('flow').selectAll().where('account_id', '=', holder.id).execute(),
    );
    expect(flows).toEqual([]);
  });
});
