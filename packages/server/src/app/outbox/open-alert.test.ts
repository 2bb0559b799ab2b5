// Alerts on their way to a channel: fanned out with the evidence, opened for delivery, in words fit for whoever reads them.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { RANK } from '../../domain/alert/channel.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import type { OutboxRow } from '../../storage/alert-tables.ts';
import { readDisownLink } from '../alert/disown-link.ts';
import { record } from '../record.ts';
import { Undeliverable } from './deliverer.ts';
import { openAlert } from './open-alert.ts';

describeUseCase('an alert for a channel', (world) => {
  const tell = async (account: Awaited<ReturnType<typeof makeAccount>>) => {
    const caller = makeCaller({ ip: '8.8.8.8', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0' });
    const evidence = { subject: 'Old key', usedKey: { nickname: 'Blue key' } };
    const eventId = await world.deps.store.write((tx) =>
      record(world.deps, tx, caller, 'credential.remove', account, { done: true }, evidence),
    );
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').selectAll().where('event_id', '=', eventId).orderBy('rank').execute(),
    );
    return { eventId, rows };
  };
  const rowOf = (rows: readonly OutboxRow[], channelId: string): OutboxRow => {
    const row = rows.find(({ channel_id }) => channel_id === channelId);
    if (!row) throw new Error('the channel was told');
    return row;
  };

  it('is queued once for the mailbox and each live channel of account and platform, no other', async () => {
    const account = await makeAccount(world.deps);
    const push = await makeChannel(world.deps, account.id, { kind: 'push' });
    const hook = await makeChannel(world.deps, account.id);
    const platform = await makeChannel(world.deps, null);
    const paused = await makeChannel(world.deps, account.id);
    await world.deps.store.write((tx) => setChannelState(tx, paused, 'paused'));
    await makeChannel(world.deps, (await makeAccount(world.deps)).id);
    const { rows } = await tell(account);
    const told = rows.map(({ channel, channel_id, account_id, rank }) => [channel, channel_id, account_id, rank]);
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        ['mail', null, account.id, RANK.alert],
        ['push', push, account.id, RANK.alert],
        ['webhook', hook, account.id, RANK.alert],
        ['webhook', platform, null, RANK.platform],
      ]),
    );
    await world.deps.store.write((tx) => setChannelState(tx, platform, 'gone'));
  });

  it('says in one sentence what happened, where and on what device, and has the way to stop it', async () => {
    const account = await makeAccount(world.deps);
    const target = '{"endpoint":"https://push.example.com/a"}';
    const channel = await makeChannel(world.deps, account.id, { kind: 'push', target });
    const { eventId, rows } = await tell(account);
    const opened = await openAlert(world.deps, rowOf(rows, channel));
    expect(opened.target).toBe(target);
    expect(opened.channel.id).toBe(channel);
    expect(opened.alert).toEqual({
      type: 'holdfast.credential.remove',
      id: eventId,
      at: TEST_TIME,
      outcome: 'done',
      account: account.id,
      what: 'Somebody asked to remove the key “Old key” from your account.',
      device: 'Chrome on Linux',
      place: 'United States',
      subject: 'Old key',
      keyName: 'Blue key',
      effectiveAt: null,
      links: {
        sessions: 'http://localhost:8400/sessions',
        notMe: expect.stringMatching(/^http:\/\/localhost:8400\/not-me#hfn_/),
      },
    });
    const token = opened.alert.links.notMe?.split('#')[1] ?? '';
    expect(readDisownLink(world.deps.keyRing, token, TEST_TIME)).toMatchObject({ accountId: account.id, eventId });
  });

  it.each(['push', 'webhook'] as const)(
    'on a %s carries the link that acts only where a person reads it',
    async (kind) => {
      const account = await makeAccount(world.deps);
      const channel = await makeChannel(world.deps, account.id, { kind });
      const { rows } = await tell(account);
      const { alert } = await openAlert(world.deps, rowOf(rows, channel));
      expect(alert.links.notMe !== null).toBe(kind === 'push');
    },
  );

  it('for the platform is about “an account” and never carries the link that acts for the holder', async () => {
    const account = await makeAccount(world.deps);
    const channel = await makeChannel(world.deps, null);
    const { rows } = await tell(account);
    const { alert } = await openAlert(world.deps, rowOf(rows, channel));
    expect(alert).toMatchObject({
      account: account.id,
      what: 'Somebody asked to remove the key “Old key” from an account.',
      links: { notMe: null },
    });
    await world.deps.store.write((tx) => setChannelState(tx, channel, 'gone'));
  });

  it('has nobody to go to once its channel is paused or removed', async () => {
    const account = await makeAccount(world.deps);
    const channel = await makeChannel(world.deps, account.id);
    const { rows } = await tell(account);
    const row = rowOf(rows, channel);
    await world.deps.store.write((tx) => setChannelState(tx, channel, 'paused'));
    await expect(openAlert(world.deps, row)).rejects.toThrow(new Undeliverable('the channel is paused'));
    await world.deps.store.write((tx) => tx.q.deleteFrom('alert_channel').where('id', '=', channel).execute());
    await expect(openAlert(world.deps, row)).rejects.toThrow(new Undeliverable('the channel was removed'));
  });

  it('sealed under a secret that is gone fails and names the reason', async () => {
    const account = await makeAccount(world.deps);
    const channel = await makeChannel(world.deps, account.id);
    const { rows } = await tell(account);
    const row = { ...rowOf(rows, channel), payload_sealed: 'z.AAAA' };
    await expect(openAlert(world.deps, row)).rejects.toThrow('sealed under a secret that is gone');
  });
});
