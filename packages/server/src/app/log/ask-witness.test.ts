// Witnesses are asked for each new head, from the size that they last signed; what is not their signature is not kept.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../../../test/support/webhook-receiver.ts';
import { startWitnessHere, type WitnessHere } from '../../../../../test/support/witness-here.ts';
import { sha256, verifySignature } from '../../../../cli/src/audit/node-crypto.ts';
import { type NoteKey, parseNote, parseNoteKey, verifyCosigners, verifyNote } from '../../../../contract/src/log.ts';
import { EMPTY_EDGE, grow } from '../../domain/audit/tree.ts';
import { record } from '../record.ts';
import { askWitness } from './ask-witness.ts';
import { readLog } from './read-log.ts';
import { sealEvents } from './seal.ts';

const now = () => TEST_TIME + 2000;

describeUseCaseOnBoth('a witness that is asked', (world) => {
  let one: WitnessHere;
  let two: WitnessHere;
  let stranger: WebhookReceiver;
  const witnessOf = ({ name, keys: [key], url }: WitnessHere) => ({ name, key, url });
  const witnesses = () => [witnessOf(one), { ...witnessOf(two), key: two.keys[1] }];
  const deps = () => ({ ...world.deps, witnesses: witnesses() });
  const ask = (at: number) => askWitness(world.deps, witnesses()[at] ?? witnessOf(one), now);
  const happen = () => happenAt(TEST_TIME);
  const happenAt = async (at: number) => {
    await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}),
    );
    await sealEvents(world.deps, at);
  };
  const log = async () => factsOf(await readLog(deps()));

  beforeAll(async () => {
    [one, two, stranger] = [
      await startWitnessHere('one.example'),
      await startWitnessHere('two.example'),
      await startWebhookReceiver(undefined, ''),
    ];
  });
  afterAll(() => Promise.all([one.close(), two.close(), stranger.close()]));

  it('is not asked before there is anything to sign', async () => {
    expect(await ask(0)).toBe(false);
    expect(one.statuses).toEqual([]);
  });

  it('signs the first head, once, and the log is witnessed when the other has signed it too', async () => {
    await happen();
    const { key } = await log();
    await expect(ask(0)).rejects.toThrow(/answered 404/);
    one.watch(key);
    two.watch(key);
    expect(await ask(0)).toBe(true);
    expect(await ask(0)).toBe(false);
    expect(await log()).toMatchObject({ size: 1, witnessed: null, witnesses: [{ size: 1 }, { size: null }] });
    expect(await ask(1)).toBe(true);
    const { witnessed, checkpoint, secondKey } = await log();
    expect(witnessed).toMatchObject({ size: 1, by: ['one.example', 'two.example'], checkpoint });
    const note = parseNote(checkpoint);
    const keys = [...one.keys, ...two.keys].map((line) => parseNoteKey(sha256, line) as NoteKey);
    if (!note) throw new Error('no note');
    expect((await verifyCosigners(sha256, verifySignature, note, keys)).length).toBe(2);
    const second = parseNoteKey(sha256, secondKey ?? '') as NoteKey;
    expect(await verifyNote(sha256, verifySignature, note, second)).toEqual({ atSeconds: TEST_TIME / 1000 });
  });

  it('signs what grew, with a proof from what it last signed, even if we no longer know of that', async () => {
    for (let count = 0; count < 300; count++) await happen();
    expect(await ask(0)).toBe(true);
    const { witnessed } = await log();
    expect(witnessed?.size).toBe(1);
    await world.deps.store.write((tx) => tx.q.deleteFrom('log_cosignature').execute());
    expect((await log()).witnessed).toBeNull();
    await happen();
    expect(await ask(0)).toBe(true);
    expect(await ask(1)).toBe(true);
    expect((await log()).witnessed?.size).toBe(302);
    // Smaller trees that no more have signed are forgotten.
    const kept = await world.deps.store.read((tx) => tx.q.selectFrom('log_cosignature').select('size').execute());
    expect(new Set(kept.map(({ size }) => size))).toEqual(new Set([302]));
  });

  it('keeps the newest head that a majority signed, while one of them is away', async () => {
    await happen();
    expect(await ask(0)).toBe(true);
    const { witnessed, size, witnesses: seen } = await log();
    expect([witnessed?.size, size, seen[0]?.size, seen[1]?.size]).toEqual([302, 303, 303, 302]);
  });

  it('is not believed: a signature by another, of something else or missing is not kept', async () => {
    await happen();
    const before = await log();
    const asStranger = { ...witnessOf(one), url: stranger.url };
    const [, lines = ''] = before.witnessed?.checkpoint.split('\n\n') ?? [];
    for (const body of ['', 'no', lines, '— one.example AAAAAAAA\n']) {
      stranger.answer = (response) => void response.writeHead(200).end(body);
      await expect(askWitness(world.deps, asStranger, now), body.slice(0, 20)).rejects.toThrow(/not its cosignature/);
    }
    stranger.answer = (response) => void response.writeHead(409).end('many\n');
    await expect(askWitness(world.deps, asStranger, now)).rejects.toThrow(/409 without a size/);
    stranger.answer = (response) => void response.writeHead(200).end('x'.repeat(40_000));
    await expect(askWitness(world.deps, asStranger, now)).rejects.toThrow(/larger than/);
    expect((await log()).witnessed).toEqual(before.witnessed);
  });

  it('asks about an older head than was signed meanwhile without alarm', async () => {
    // Another server on the same database was quicker.
    await happenAt(TEST_TIME + 2001);
    const late = () => TEST_TIME + 4000;
    expect(await askWitness(world.deps, witnesses()[0] ?? witnessOf(one), late)).toBe(true);
    await world.deps.store.write((tx) => tx.q.deleteFrom('log_cosignature').execute());
    expect(await ask(0)).toBe(false);
  });

  describe('by a database that was put back', () => {
    it('says so, and signs nothing', async () => {
      const { size } = await log();
      await world.deps.store.write(async (tx) => {
        await tx.q.deleteFrom('log_cosignature').execute();
        await tx.q.deleteFrom('log_checkpoint').where('size', '=', size).execute();
      });
      await expect(ask(0)).rejects.toMatchObject({ isOtherPast: true, message: expect.stringMatching(/older copy/) });
    });

    it('and then went on, is told that it knows other entries', async () => {
      const { size } = await log();
      // The same size with other entries, signed by the log's own key.
      await world.deps.store.write(async (tx) => {
        await tx.q.deleteFrom('log_entry').where('position', '>=', size).execute();
        await tx.q.updateTable('audit_event').set({ position: null }).where('position', '>=', size).execute();
        const kept = await tx.q.selectFrom('log_entry').select('hash').orderBy('position').execute();
        const { edge } = grow(
          sha256,
          EMPTY_EDGE,
          kept.map(({ hash }) => hash),
        );
        await tx.q
          .updateTable('log_head')
          .set({ size, peaks: Buffer.concat(edge.peaks) })
          .execute();
        await tx.q
          .deleteFrom('log_node')
          .where('position', '>=', Math.floor(size / 256))
          .execute();
      });
      await happen();
      await expect(ask(0)).rejects.toMatchObject({ isOtherPast: true });
      expect((await log()).witnessed).toBeNull();
    });
  });
});
