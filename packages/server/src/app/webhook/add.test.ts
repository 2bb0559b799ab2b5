// Adding a webhook: on record and told, its secret in one answer and sealed in the database, nowhere that leads inside.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { WEBHOOKS_MAX } from '../../domain/webhook/webhook.ts';
import { createOutbound } from '../../platform/outbound.ts';
import { addWebhook } from './add.ts';

const input = { name: 'Pager', url: 'http://127.0.0.1:9/hook' };

describeUseCase('adding a webhook', (world) => {
  it('is recorded and told, by that webhook too; no row has its address or secret in the clear', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => addWebhook(world.deps, caller, 'account', input));
    const { webhook, secret } = factsOf(left.answer);
    expect(secret).toMatch(/^whsec_/);
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'webhook.add', outcome: 'done', subject: 'Pager' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: webhook.add done`]);
    expect(left.changed).toEqual(['alert_channel', 'audit_event', 'outbox', 'throttle']);
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('alert_channel').selectAll().where('id', '=', webhook.id).execute(),
    );
    expect(JSON.stringify(rows)).not.toMatch(/whsec|127\.0\.0\.1/);
    const queued = await world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').select('channel').where('channel_id', '=', webhook.id).execute(),
    );
    expect(queued).toEqual([{ channel: 'webhook' }]);
  });

  it('of the platform is on the operator’s record', async () => {
    const operator = await makeAccount(world.deps, { tier: 'advanced', role: 'operator' });
    const caller = await signIn(world.deps, operator);
    const left = await leaves(world.deps, () => addWebhook(world.deps, caller, 'platform', input));
    expect(left.answer.allowed).toBe(true);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'platform-webhook.add', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${operator.email}: platform-webhook.add done`]);
    await world.deps.store.write((tx) => tx.q.deleteFrom('alert_channel').where('account_id', 'is', null).execute());
  });

  it.each([
    ['http://hooks.example.com/', 'webhook-url'],
    ['https://user:password@hooks.example.com/', 'webhook-url'],
    ['nonsense', 'webhook-url'],
    ['https://169.254.169.254/latest/meta-data', 'webhook-address'],
    ['https://10.0.0.1/', 'webhook-address'],
    ['https://localhost/', 'webhook-address'],
    ['https://[::ffff:127.0.0.1]/', 'webhook-address'],
    ['https://inside.example/', 'webhook-address'],
    ['https://missing.example/', 'webhook-address'],
  ] as const)('with the address %s is refused, and on record', async (url, why) => {
    const resolve = async (name: string) => (name === 'inside.example' ? ['192.168.0.7'] : []);
    const resolving = createOutbound({
      resolve: async (name) => (name === 'localhost' ? ['127.0.0.1'] : resolve(name)),
    });
    const deps = { ...world.deps, outbound: resolving };
    const caller = await signIn(deps, await makeAccount(deps));
    const left = await leaves(deps, () => addWebhook(deps, caller, 'account', { ...input, url }));
    expect(left.answer).toEqual(refuse({ tag: 'webhook-refused', why }));
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: why }]);
    expect(left.changed).toEqual(['audit_event', 'throttle']);
  });

  it('twice, or beyond the number there may be, is refused', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const add = (url: string) => addWebhook(world.deps, caller, 'account', { ...input, url });
    for (let made = 0; made < WEBHOOKS_MAX.account; made++) factsOf(await add(`${input.url}/${made}`));
    expect(await add(`${input.url}/0`)).toEqual(refuse({ tag: 'webhook-exists' }));
    expect(await add(`${input.url}/more`)).toEqual(
      refuse({ tag: 'too-many-webhooks', countMax: WEBHOOKS_MAX.account }),
    );
  });
});
