// Against a real DNS server on this machine, one that also never answers.

import { lookup } from 'node:dns/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type KnownNames, type NameServer, startNameServer } from '../../../../test/support/name-server.ts';
import { createOutbound } from './outbound.ts';
import { createResolver, NameTimeout } from './resolver.ts';

const servers: NameServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(known: KnownNames = {}) {
  const server = await startNameServer(known);
  servers.push(server);
  return { server, resolve: createResolver({ servers: [server.address], hosts: HOSTS }) };
}

const HOSTS = '# ours\n198.51.100.7  Ledger.example ledger # two names\n2001:db8::7 ledger.example\n\n';
const patient = () => new AbortController().signal;

describe('looking up a name', () => {
  it('finds its addresses where one family of them has none', async () => {
    const { resolve } = await start({ 'hook.example': ['192.0.2.1', '192.0.2.2'] });
    expect((await resolve('HOOK.example.', patient())).toSorted()).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('finds nothing where there is no such name', async () => {
    const { resolve } = await start({ 'none.example': 'no-such-name' });
    expect(await resolve('none.example', patient())).toEqual([]);
  });

  it('looks at the hosts file first, and asks no server what stands there', async () => {
    const { server, resolve } = await start();
    expect(await resolve('ledger.EXAMPLE', patient())).toEqual(['198.51.100.7', '2001:db8::7']);
    expect(await resolve('ledger', patient())).toEqual(['198.51.100.7']);
    expect(server.asked).toEqual([]);
  });

  it('takes localhost and every name below it for this machine, and asks no server', async () => {
    const { server, resolve } = await start();
    for (const name of ['localhost', 'app.localhost', 'LOCALHOST.']) {
      expect(await resolve(name, patient()), name).toEqual(['127.0.0.1', '::1']);
    }
    expect(server.asked).toEqual([]);
  });

  it('tells a name whose server is silent from one that has no address', async () => {
    const { resolve } = await start();
    await expect(resolve('silent.example', patient())).rejects.toThrow(NameTimeout);
  });

  it('ends with whoever waits for it, and leaves nothing under way', async () => {
    const { server, resolve } = await start();
    const stop = new AbortController();
    const looking = resolve('silent.example', stop.signal);
    await expect.poll(() => server.asked.length).toBe(2);
    stop.abort();
    expect(await looking).toEqual([]);
    expect(await resolve('never.example', stop.signal)).toEqual([]);
    expect(server.asked).toHaveLength(2);
  });
});

describe('a hundred names whose server never answers', () => {
  it('hold none of the four threads that the system’s own look-ups and file reads share', async () => {
    const { server, resolve } = await start();
    const stop = new AbortController();
    let ended = 0;
    const dead = Array.from({ length: 100 }, (_, index) =>
      resolve(`dead-${index}.example`, stop.signal).finally(() => ended++),
    );
    await expect.poll(() => server.asked.length).toBeGreaterThanOrEqual(200);
    // getaddrinfo needs one of the threads. Were they held, this would come after the names.
    expect(await lookup('127.0.0.1')).toMatchObject({ address: '127.0.0.1' });
    expect(ended).toBe(0);
    stop.abort();
    await Promise.all(dead);
  });

  it('do not keep the outbound client from a name whose server answers', async () => {
    const { resolve } = await start({ 'good.example': ['8.8.8.8'] });
    const outbound = createOutbound({ resolve });
    let ended = 0;
    const dead = Array.from({ length: 100 }, (_, index) =>
      outbound.vet(`https://dead-${index}.example/`, 1).catch((error) => {
        ended++;
        return error.fault;
      }),
    );
    await outbound.vet('https://good.example/', 30);
    expect(ended).toBe(0);
    expect(new Set(await Promise.all(dead))).toEqual(new Set(['time']));
  });
});
