import { expect, it } from 'vitest';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { findHead } from '../../storage/log.ts';
import { beginLog, openLogKey } from './log-key.ts';

describeUseCase('the log’s key', (world) => {
  const head = async () => {
    const found = await world.deps.store.read(findHead);
    if (!found) throw new Error('no log was begun');
    return found;
  };

  it('is made once, even if two begin at the same moment, and named after the platform’s address', async () => {
    const begin = () => world.deps.store.write((tx) => beginLog(world.deps, tx));
    await Promise.all([begin(), begin()]);
    const { origin, public_key } = await head();
    await begin();
    const moved = { ...world.deps, platform: { ...world.deps.platform, publicUrl: 'https://moved.example' } };
    await world.deps.store.write((tx) => beginLog(moved, tx));
    expect(origin).toBe('localhost:8400/log');
    expect((await head()).public_key).toEqual(public_key);
    expect((await head()).origin).toBe(origin);
  });

  it('is kept sealed, and opens to the public key beside it', async () => {
    const row = await head();
    expect(row.seed_sealed).toMatch(/^a\./);
    expect(Buffer.from(openLogKey(world.deps, row).publicKey)).toEqual(Buffer.from(row.public_key));
  });
});
