// Programs: let in with a token that is shown once, shut out again, both on record, and known by their token alone.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { listClients } from '../../storage/client.ts';
import { checkClient } from './check.ts';
import { addClient, removeClient } from './manage.ts';

describeUseCase('a program', (world) => {
  const check = (token: string) => checkClient(world.deps, `Bearer ${token}`);

  it('is known by its token, of which only a hash is kept, until it is ended', async () => {
    const { answer, events } = await leaves(world.deps, () => addClient(world.deps, 'Pipeline', TEST_TIME));
    expect(events).toMatchObject([{ operation: 'client.add', actor: 'system', subject: 'Pipeline', account_id: null }]);
    expect(answer.token).toMatch(/^hfp_a[A-Za-z0-9_-]{43}$/);
    expect(await check(answer.token)).toEqual({ id: answer.id, name: 'Pipeline' });
    const rows = await world.deps.store.read(listClients);
    expect(JSON.stringify(rows)).not.toContain(answer.token.slice(5));

    const ended = await leaves(world.deps, () => removeClient(world.deps, answer.id, TEST_TIME));
    expect(ended.answer).toEqual(allow({ name: 'Pipeline' }));
    expect(ended.events).toMatchObject([{ operation: 'client.end', subject: 'Pipeline' }]);
    expect(await check(answer.token)).toBeNull();
    expect(await removeClient(world.deps, answer.id, TEST_TIME)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is nobody without its token', async () => {
    const { token } = await addClient(world.deps, 'Other', TEST_TIME);
    for (const header of [
      undefined,
      '',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token} `,
      'Bearer hfp_a',
    ]) {
      expect(await checkClient(world.deps, header)).toBeNull();
    }
    expect(await check(token.replace('hfp_', 'hfs_'))).toBeNull();
  });
});
