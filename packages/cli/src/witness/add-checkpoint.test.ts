// A witness: cosigns what only grew, answers everything else as C2SP tlog-witness says, and never goes back.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseNote, toBase64, verifyCosigners } from '@holdfast/contract/log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Leaves, logKey, submission } from '../../../../test/support/leaves.ts';
import { sha256, verifySignature } from '../audit/node-crypto.ts';
import { addCheckpoint, type Witness } from './add-checkpoint.ts';
import { openWitnessKeys } from './witness-key.ts';
import { WitnessState } from './witness-state.ts';

const ORIGIN = 'log.example/log';
const NOW = 1_700_000_000_000;

describe('a witness', () => {
  const log = logKey(ORIGIN);
  let folder: string;
  let witness: Witness;
  let leaves: Leaves;

  const open = (isNew: boolean): Witness => {
    const state = WitnessState.open(folder, isNew);
    const { signers } = openWitnessKeys(join(folder, 'key.json'), 'witness.example/w1');
    return { logs: new Map([[ORIGIN, [log.key]]]), signers, state, now: () => NOW };
  };
  const ask = (oldSize: number, proof = leaves.proof(oldSize), note = log.signed(leaves)) =>
    addCheckpoint(witness, submission(oldSize, proof, note));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-witness-'));
    witness = open(true);
    leaves = new Leaves().grow(5);
  });
  afterEach(() => {
    witness.state.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('cosigns a log that grew, by both its keys, and remembers what it signed', async () => {
    for (const [from, more] of [
      [0, 0],
      [5, 3],
      [8, 0],
      [8, 300],
    ] as const) {
      leaves.grow(more);
      const { status, body } = await ask(from);
      expect(status, body).toBe(200);
      const note = parseNote(`${log.signed(leaves)}${body}`);
      if (!note) throw new Error('not signature lines');
      for (const { key } of witness.signers) {
        const [cosigner] = await verifyCosigners(sha256, verifySignature, note, [key]);
        expect(cosigner, key.type).toEqual({ name: 'witness.example/w1', atSeconds: NOW / 1000 });
      }
    }
    expect(witness.state.find(ORIGIN)?.size).toBe(308);
    witness.state.close();
    witness = open(false);
    expect((await ask(5)).status).toBe(409);
    expect((await ask(308)).status).toBe(200);
  });

  it('answers 409 with the size that it signed, to whoever names another', async () => {
    await ask(0);
    leaves.grow(4);
    const answer = { status: 409, type: 'text/x.tlog.size', body: '5\n' };
    expect(await ask(0)).toEqual(answer);
    expect(await ask(3)).toEqual(answer);
    expect(await ask(7)).toEqual(answer);
    expect(witness.state.find(ORIGIN)?.size).toBe(5);
  });

  it('refuses a second tree of the same size, and one that grew out of another past', async () => {
    await ask(0);
    const forked = new Leaves().grow(4).grow(1, 'another');
    expect(await ask(5, [], log.signed(forked))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' });
    forked.grow(3);
    expect((await ask(5, forked.proof(5), log.signed(forked))).status).toBe(422);
    const { size, root } = witness.state.find(ORIGIN) ?? {};
    expect([size, toBase64(root ?? new Uint8Array())]).toEqual([5, toBase64(leaves.root())]);
  });

  it('never goes back to a smaller tree, though the log signed that too', async () => {
    const small = log.signed(leaves);
    await ask(0);
    leaves.grow(4);
    await ask(5);
    expect((await ask(9, [], small)).status).toBe(400);
    expect((await ask(5, [], small)).status).toBe(409);
    expect(witness.state.find(ORIGIN)?.size).toBe(9);
  });

  it.each<[string, number, () => Promise<{ status: number }>]>([
    ['a log that it does not watch', 404, () => ask(0, [], logKey('other.example/log').signed(leaves))],
    ['a checkpoint by a key that is not the log’s', 403, () => ask(0, [], logKey(ORIGIN).signed(leaves))],
    ['a first proof that is not empty', 422, () => ask(0, [toBase64(leaves.root())])],
    [
      'a proof of 64 lines',
      400,
      () =>
        ask(
          0,
          Array.from({ length: 64 }, () => toBase64(leaves.root())),
        ),
    ],
    ['a proof line that is no hash', 400, () => ask(0, ['AAAA'])],
    ['an old size with a zero before it', 400, () => addCheckpoint(witness, `old 00\n\n${log.signed(leaves)}`)],
    ['a negative old size', 400, () => addCheckpoint(witness, `old -1\n\n${log.signed(leaves)}`)],
    ['an empty log with another root than nothing has', 422, () => ask(0, [], log.signed(new EmptyWithRoot()))],
    ['no checkpoint', 400, () => addCheckpoint(witness, 'old 0\n\n')],
    ['nothing', 400, () => addCheckpoint(witness, '')],
  ])('answers %s with %i, and signs nothing', async (_, status, act) => {
    expect((await act()).status).toBe(status);
    expect(witness.state.find(ORIGIN)).toBeNull();
  });

  it('signs nothing that it could not keep', async () => {
    rmSync(folder, { recursive: true });
    await expect(ask(0)).rejects.toThrow(/ENOENT/);
    expect(witness.state.find(ORIGIN)).toBeNull();
  });

  it('does not start beside another on its folder, without its memory, or as somebody else', () => {
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    expect(() => WitnessState.open(folder, false)).toThrow(/runs this witness already/);
    witness.state.close();
    expect(() => openWitnessKeys(join(folder, 'key.json'), 'other.example')).toThrow(/a name is not changed/);
    const kept = readFileSync(join(folder, 'state.json'));
    for (const broken of ['{', '{"a":1}', '{"a":{"size":-1.5,"root":"AAAA"}}']) {
      writeFileSync(join(folder, 'state.json'), broken);
      expect(() => WitnessState.open(folder, false), broken).toThrow(/not a witness’s state/);
    }
    rmSync(join(folder, 'state.json'));
    expect(() => WitnessState.open(folder, false)).toThrow(/no longer knows what it cosigned/);
    writeFileSync(join(folder, 'state.json'), kept);
  });
});

class EmptyWithRoot extends Leaves {
  override root(): Uint8Array {
    return new Uint8Array(32);
  }
}
