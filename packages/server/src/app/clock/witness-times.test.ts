// Witnesses end a doubt: by their own clocks, under a head that is younger than it, and only where a quorum agrees.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../../../test/support/clock.ts';
import { type Observed, observe } from '../../../../../test/support/observed.ts';
import { startWitnessHere, type WitnessHere } from '../../../../../test/support/witness-here.ts';
import { findHead } from '../../storage/log.ts';
import { askWitness } from '../log/ask-witness.ts';
import { readLog } from '../log/read-log.ts';
import { recordBySystem } from '../record.ts';
import { clockIsBelieved } from './believed.ts';
import { witnessTimes } from './witness-times.ts';

const HOUR = 3_600_000;

// The witnesses go by the machine's clock, and here the servers do too.
describe.each(['sqlite', 'postgres'] as const)('witnesses, on %s', (dialect) => {
  let observed: Observed;
  let witnesses: WitnessHere[];
  beforeEach(async () => {
    observed = await observe(dialect);
    observed.databaseClock.set(Date.now());
    witnesses = await Promise.all(['one.example', 'two.example', 'three.example'].map(startWitnessHere));
  });
  afterEach(async () => {
    await Promise.all(witnesses.map((witness) => witness.close()));
    await observed.close();
  });

  const asked = () => witnesses.map(({ name, keys: [key], url }) => ({ name, key, url }));
  const happen = async (now: number) => {
    await observed.deps.store.write((tx) => recordBySystem(observed.deps, tx, now, 'client.add', null));
    await observed.seal(now);
    const log = await readLog(observed.deps);
    for (const witness of witnesses) if (log.allowed) witness.watch(log.facts.key);
  };
  const cosign = async (count: number, clock: MovableClock) => {
    // Heads of the last two seconds are not asked about yet.
    for (const witness of asked().slice(0, count)) {
      await askWitness(observed.deps, witness, () => clock.now() + 2000);
    }
  };
  const started = async (clock: MovableClock) => {
    await happen(clock.now());
    const server = observed.start({ clock, witnesses: asked() });
    await server.look();
    return server;
  };
  const saidOfBelief = () =>
    observed.deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').select('subject').where('operation', '=', 'clock.believed').execute(),
    );

  it('that cosign a head younger than the doubt, and agree with the clock, end it: two of three', async () => {
    const clock = new MovableClock(Date.now() - HOUR);
    observed.databaseClock.set(clock.now());
    const server = await started(clock);
    for (const each of [clock, observed.databaseClock]) each.jump(HOUR);
    await server.look();
    // What they sign now is the head of before: anybody could have kept their word for it.
    await cosign(3, clock);
    await server.look();
    const isBelieved = () => server.deps.store.read((tx) => clockIsBelieved(server.deps, tx));
    expect(await isBelieved()).toBe(false);
    await happen(clock.now());
    await cosign(1, clock);
    await server.look();
    expect(await isBelieved()).toBe(false);
    await cosign(2, clock);
    expect(await server.look()).toEqual({ believed: 'witnesses' });
    expect(await isBelieved()).toBe(true);
    expect(await saidOfBelief()).toEqual([{ subject: 'a quorum of witnesses agrees with it' }]);
  });

  it('that find the clock ahead leave it in doubt', async () => {
    const clock = new MovableClock(Date.now());
    const server = await started(clock);
    for (const each of [clock, observed.databaseClock]) each.jump(HOUR);
    await server.look();
    await happen(clock.now());
    await cosign(3, clock);
    expect(await server.look()).toBeNull();
    const { size = 0 } = (await server.deps.store.read(findHead)) ?? {};
    const times = await server.deps.store.read((tx) => witnessTimes(tx, asked(), size - 1));
    expect(times.length).toBe(3);
    for (const { signedAt, cameAt } of times) expect(cameAt - signedAt).toBeGreaterThan(HOUR / 2);
  });
});
