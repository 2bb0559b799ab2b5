// Finding webhooks: each owner finds its own, and nobody a channel of another kind.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { findWebhook, listWebhookRows, ownerIdOf, sealSecrets, secretsOf } from './find-webhook.ts';

describeUseCase('finding webhooks', (world) => {
  it('gives an account its own, the platform its own, and neither the other’s or a push channel', async () => {
    const account = await makeAccount(world.deps);
    const other = await makeAccount(world.deps);
    const own = await makeChannel(world.deps, account.id);
    const push = await makeChannel(world.deps, account.id, { kind: 'push' });
    const platform = await makeChannel(world.deps, null);
    const find = (ownerId: typeof account.id | null, id: typeof own) =>
      world.deps.store.read(async (tx) => (await findWebhook(tx, ownerId, id))?.id ?? null);
    const ownerId = ownerIdOf('account', account.id);
    expect(await find(ownerId, own)).toBe(own);
    expect(await find(ownerIdOf('platform', account.id), platform)).toBe(platform);
    expect(await find(ownerId, push)).toBeNull();
    expect(await find(ownerId, platform)).toBeNull();
    expect(await find(null, own)).toBeNull();
    expect(await find(other.id, own)).toBeNull();
    const rows = await world.deps.store.read((tx) => listWebhookRows(tx, account.id));
    expect(rows.map(({ id }) => id)).toEqual([own]);
  });

  it('opens secrets as they were sealed, and nothing where they were not', async () => {
    const held = { current: 'whsec_b', previous: { secret: 'whsec_a', until: 7 } };
    const sealed = sealSecrets(world.deps, held);
    expect(sealed).not.toContain('whsec');
    const row = { secret_sealed: sealed } as never;
    expect(secretsOf(world.deps, row)).toEqual(held);
    expect(() => secretsOf(world.deps, { secret_sealed: null } as never)).toThrow('gone');
  });
});
