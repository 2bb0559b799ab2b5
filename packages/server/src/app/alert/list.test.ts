// The history of alerts: what was told, by which way, and how that went; of one's own account alone.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import type { EventId } from '../../domain/id.ts';
import { deleteChannel } from '../../storage/alert-channel.ts';
import { dropOutbox, failOutbox, finishOutbox } from '../../storage/outbox.ts';
import type { Deps } from '../deps.ts';
import { record } from '../record.ts';
import { listAlerts } from './list.ts';

const told = (deps: Deps, account: MadeAccount, at = 0): Promise<EventId> =>
  deps.store.write((tx) =>
    record(deps, tx, { ...makeCaller(), now: TEST_TIME + at }, 'password.set', account, { done: true }),
  );

describeUseCase('the history of alerts', (world) => {
  const rowsOf = (eventId: EventId) =>
    world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').selectAll().where('event_id', '=', eventId).orderBy('channel').execute(),
    );

  it('says by which way each alert went, and if it arrived, waits, was given up or found nobody', async () => {
    const account = await makeAccount(world.deps);
    const push = await makeChannel(world.deps, account.id, { kind: 'push', label: 'Firefox on Linux' });
    const hook = await makeChannel(world.deps, account.id, { label: 'My bot' });
    const [first, second] = [await told(world.deps, account, 1), await told(world.deps, account, 2)];
    const [mail, pushed, hooked] = await rowsOf(first);
    if (!mail || !pushed || !hooked) throw new Error('all three were told');
    await world.deps.store.write(async (tx) => {
      await finishOutbox(tx, mail.id, TEST_TIME + 3);
      await dropOutbox(tx, pushed.id, '410', TEST_TIME + 4);
      await failOutbox(tx, hooked.id, 'connect 10.0.0.5', { deadAt: TEST_TIME + 5 });
      await deleteChannel(tx, hook);
    });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => listAlerts(world.deps, caller, {}));
    const { alerts, next } = factsOf(left.answer);
    expect(alerts.map(({ event }) => event.id)).toEqual([second, first]);
    expect(alerts[0]?.deliveries).toHaveLength(3);
    expect(alerts[0]?.deliveries).toContainEqual({
      channel: 'mail',
      label: null,
      state: 'waiting',
      at: null,
      nextAt: TEST_TIME + 2,
    });
    const byChannel = new Map(alerts[1]?.deliveries.map((delivery) => [delivery.channel, delivery]));
    expect(byChannel.get('mail')).toMatchObject({ state: 'delivered', at: TEST_TIME + 3, nextAt: null });
    expect(byChannel.get('push')).toMatchObject({ state: 'nobody-there', label: 'Firefox on Linux' });
    expect(byChannel.get('webhook')).toMatchObject({ state: 'given-up', label: null });
    expect(JSON.stringify(alerts)).not.toContain('10.0.0.5');
    expect(next).toBeNull();
    expect(left.changed).toEqual([]);
    await world.deps.store.write((tx) => deleteChannel(tx, push));
  });

  it('is of this account alone, and without what the platform’s own channels were told', async () => {
    const account = await makeAccount(world.deps);
    const platform = await makeChannel(world.deps, null);
    await told(world.deps, await makeAccount(world.deps));
    await told(world.deps, account);
    const { alerts } = factsOf(await listAlerts(world.deps, await signIn(world.deps, account), {}));
    expect(alerts.map(({ deliveries }) => deliveries.map(({ channel }) => channel))).toEqual([['mail']]);
    await world.deps.store.write((tx) => deleteChannel(tx, platform));
  });

  it('leaves out what nobody was told', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'account.rename', account, { done: true }),
    );
    expect(factsOf(await listAlerts(world.deps, await signIn(world.deps, account), {})).alerts).toEqual([]);
  });

  it('comes thirty at a time, and each once', async () => {
    const account = await makeAccount(world.deps);
    const ids: EventId[] = [];
    for (let at = 1; at <= 31; at++) ids.push(await told(world.deps, account, at));
    const caller = await signIn(world.deps, account);
    const first = factsOf(await listAlerts(world.deps, caller, {}));
    const second = factsOf(await listAlerts(world.deps, caller, { before: first.next ?? undefined }));
    expect([first.alerts.length, second.alerts.length, second.next]).toEqual([30, 1, null]);
    expect([...first.alerts, ...second.alerts].map(({ event }) => event.id)).toEqual(ids.toReversed());
  });
});
