// The host that a channel leads to: the same for every address at it, and nothing that says which it is.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import { hostKeyOfUrl, noteHost } from './receiver-host.ts';

describeUseCase('the host of a channel', (world) => {
  it('is the same for every path and port of one name, and says nothing of it', () => {
    const key = (url: string) => hostKeyOfUrl(world.deps, url);
    expect(key('https://hooks.example/a')).toBe(key('https://HOOKS.example:8443/b?c'));
    expect(key('https://hooks.example/a')).not.toBe(key('https://other.example/a'));
    expect(key('https://hooks.example/a')).not.toContain('hooks');
    expect(key('nonsense')).toBeNull();
  });

  it('is noted with the first delivery of a channel that is older than hosts are, and then left', async () => {
    const id = await makeChannel(world.deps, (await makeAccount(world.deps)).id);
    const channel = async () => {
      const row = await world.deps.store.read((tx) => findChannel(tx, id));
      if (!row) throw new Error('it was made');
      return row;
    };
    await noteHost(world.deps, await channel(), 'https://hooks.example/a');
    expect((await channel()).host_key).toBe(hostKeyOfUrl(world.deps, 'https://hooks.example/'));
    await noteHost(world.deps, await channel(), 'https://other.example/');
    expect((await channel()).host_key).toBe(hostKeyOfUrl(world.deps, 'https://hooks.example/'));
  });
});
