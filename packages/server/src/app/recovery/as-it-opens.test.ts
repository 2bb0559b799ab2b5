// When a recovery opens in truth: a day after somebody could have heard of it, and with or without its contacts.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { approve, makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { tellAll } from '../../../../../test/support/told.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { declineContact } from '../contact/answer.ts';
import { workDueHolds } from '../hold/announce.ts';
import { beginRecovery } from './begin.ts';
import { completeRecovery } from './complete.ts';
import { readRecovery } from './read.ts';

const DAY_MS = 24 * HOUR_MS;
const OVER = TEST_TIME + 72 * HOUR_MS;

describeUseCaseOnBoth('a recovery of which nobody was told', (world) => {
  const untold = async (account: MadeAccount) => {
    const recoveryKey = account.recoveryKeys[0] ?? '';
    const begun = factsOf(await beginRecovery(world.deps, asker(TEST_TIME), { email: account.email, recoveryKey }));
    return { ...begun, recoveryKey };
  };
  const read = async (proofs: { readonly caseSecret: string }, now: number) =>
    factsOf(await readRecovery(world.deps, asker(now), proofs));

  it('opens 7 days late at most, and says so until then', async () => {
    const proofs = await untold(await makeAccount(world.deps, { tier: 'advanced' }));
    expect(await read(proofs, OVER - 1)).toMatchObject({ state: 'waiting', ripensAt: OVER, waitsFor: 'time' });
    for (const now of [OVER, OVER + DAY_MS, OVER + 7 * DAY_MS - 1]) {
      expect(await read(proofs, now)).toMatchObject({ state: 'waiting', waitsFor: 'alert' });
      expect(await completeRecovery(world.deps, asker(now), proofs)).toMatchObject({
        refusal: { tag: 'recovery-waiting' },
      });
    }
    const opened = OVER + 7 * DAY_MS;
    expect(await read(proofs, opened)).toMatchObject({ state: 'ripe', ripensAt: opened, expiresAt: opened + CLAIM_MS });
    expect(await completeRecovery(world.deps, asker(opened), proofs)).toMatchObject({
      refusal: { tag: 'requirements-unmet' },
    });
    // The window of two weeks begins when it opened.
    expect(await read(proofs, opened + CLAIM_MS - 1)).toMatchObject({ state: 'ripe' });
    expect(await read(proofs, opened + CLAIM_MS)).toMatchObject({ state: 'expired' });
  });

  it('opens a day after its alert was accepted, however late that was', async () => {
    const proofs = await untold(await makeAccount(world.deps, { tier: 'advanced' }));
    await tellAll(world.deps, OVER + HOUR_MS);
    expect(await read(proofs, OVER + DAY_MS)).toMatchObject({ state: 'waiting', ripensAt: OVER + HOUR_MS + DAY_MS });
    expect(await read(proofs, OVER + HOUR_MS + DAY_MS)).toMatchObject({ state: 'ripe' });
  });

  it('does not count as told by a channel under 14 days old at its start, or by the platform’s', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', at: TEST_TIME - 60 * DAY_MS });
    const accepted = async (channelId: string) =>
      world.deps.store.write((tx) =>
        tx.q
          .updateTable('outbox')
          .set({ done_at: TEST_TIME })
          .where('channel_id', '=', channelId as never)
          .execute(),
      );
    const created = async (channelId: string, at: number) =>
      world.deps.store.write((tx) =>
        tx.q
          .updateTable('alert_channel')
          .set({ created_at: at })
          .where('id', '=', channelId as never)
          .execute(),
      );
    const own = await makeChannel(world.deps, account.id);
    const platform = await makeChannel(world.deps, null);
    await created(platform, TEST_TIME - 60 * DAY_MS);
    await created(own, TEST_TIME - 14 * DAY_MS + 1);
    const proofs = await untold(account);
    for (const id of [own, platform]) await accepted(id);
    expect(await read(proofs, OVER)).toMatchObject({ waitsFor: 'alert' });
    await created(own, TEST_TIME - 14 * DAY_MS);
    expect(await read(proofs, OVER)).toMatchObject({ state: 'ripe', waitsFor: 'time' });
  });

  it('remembers that it was told, when what was delivered is no longer kept', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const proofs = await begin(world.deps, account, asker(TEST_TIME));
    await workDueHolds(world.deps, TEST_TIME + 36 * HOUR_MS);
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    expect(await read(proofs, OVER)).toMatchObject({ state: 'ripe' });
  });
});

describeUseCaseOnBoth('a recovery whose contacts say nothing', (world) => {
  const held = async (count = 1, needed = 1) => {
    const trusting = await makeTrusting(world.deps, count, needed);
    const proofs = await begin(world.deps, trusting.holder, asker(TEST_TIME));
    const [mia] = trusting.contacts;
    if (!mia) throw new Error('there is a contact');
    return { ...trusting, mia, proofs };
  };
  const read = async (proofs: { readonly caseSecret: string }, now: number) =>
    factsOf(await readRecovery(world.deps, asker(now), proofs));

  it('opens 30 days later without them; holder and contacts are told of it weekly until then', async () => {
    const { holder, mia, proofs } = await held();
    const told: string[] = [];
    for (let day = 0; day <= 33; day++) {
      const left = await leaves(world.deps, () => workDueHolds(world.deps, TEST_TIME + day * DAY_MS));
      for (const alert of left.alerts) {
        if (alert.includes('held-up') || alert.includes('contact.asked') || alert.includes('hold.ripen')) {
          told.push(`${day} ${alert.replace(holder.email, 'holder').replace(mia.account.email, 'contact')}`);
        }
      }
    }
    const week = (day: number) => [`${day} holder: recovery.held-up done`, `${day} contact: contact.asked done`];
    expect(told).toEqual([...[3, 10, 17, 24, 31].flatMap(week), '33 holder: hold.ripen done']);
    expect(await read(proofs, OVER + 30 * DAY_MS)).toMatchObject({
      state: 'ripe',
      ripensAt: OVER + 30 * DAY_MS,
      expiresAt: OVER + 30 * DAY_MS + CLAIM_MS,
    });
  });

  it('opens when the last one that it needs approves, and the window begins then', async () => {
    const { mia, proofs } = await held();
    const at = OVER + 5 * DAY_MS;
    expect(await read(proofs, at)).toMatchObject({
      state: 'waiting',
      waitsFor: 'contacts',
      contacts: { needed: 1, approved: 0 },
    });
    factsOf(await approve(world.deps, mia, at));
    expect(await read(proofs, at + DAY_MS)).toMatchObject({ state: 'ripe', ripensAt: at, expiresAt: at + CLAIM_MS });
  });

  it('waits no longer for one who left 30 days ago, and as long for one who left later', async () => {
    const { mia, proofs } = await held();
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME + DAY_MS });
    factsOf(await declineContact(world.deps, caller, { contactId: mia.id }));
    const from = TEST_TIME + 31 * DAY_MS;
    expect(await read(proofs, from - 1)).toMatchObject({ state: 'waiting' });
    expect(await read(proofs, from)).toMatchObject({ state: 'ripe' });
  });

  it('asks for no more than were asked for when it began, and for fewer where the holder says so', async () => {
    const { holder, proofs } = await held(2, 1);
    const set = (needed: number) =>
      world.deps.store.write((tx) =>
        tx.q.updateTable('account').set({ contacts_needed: needed }).where('id', '=', holder.id).execute(),
      );
    await set(2);
    expect((await read(proofs, OVER)).contacts).toEqual({ needed: 1, approved: 0 });
    await set(0);
    expect(await read(proofs, OVER)).toMatchObject({ state: 'ripe', contacts: null });
  });
});

describeUseCaseOnBoth('a recovery of an account that settles longer than it waits', (world) => {
  /** As downtime that is made up for leaves it. */
  const settling = (account: MadeAccount, until: number) =>
    world.deps.store.write((tx) =>
      tx.q.updateTable('account').set({ settles_at: until }).where('id', '=', account.id).execute(),
    );
  const read = async (proofs: { readonly caseSecret: string }, now: number) =>
    factsOf(await readRecovery(world.deps, asker(now), proofs));
  const SETTLED = OVER + 10 * HOUR_MS;

  it.each(['waiting', 'ripe'])(
    'is not completed before it has settled, also where it was %s, and says when',
    async (was) => {
      const account = await makeAccount(world.deps, { tier: 'advanced' });
      const proofs = await begin(world.deps, account, asker(TEST_TIME));
      if (was === 'ripe') {
        await workDueHolds(world.deps, OVER);
        expect(await read(proofs, OVER)).toMatchObject({ state: 'ripe' });
      }
      await settling(account, SETTLED);
      expect(await read(proofs, SETTLED - 1)).toMatchObject({ ripensAt: SETTLED, waitsFor: 'settling' });
      expect(await completeRecovery(world.deps, asker(SETTLED - 1), proofs)).toMatchObject({
        refusal: { tag: 'recovery-waiting', ripensAt: SETTLED },
      });
      expect(await read(proofs, SETTLED)).toMatchObject({ state: 'ripe', waitsFor: 'time' });
      expect(await completeRecovery(world.deps, asker(SETTLED), proofs)).toMatchObject({
        refusal: { tag: 'requirements-unmet' },
      });
    },
  );
});
