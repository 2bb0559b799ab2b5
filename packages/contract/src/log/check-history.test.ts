// An account's history, checked by whoever holds it: whole, or with what is wrong named.

import { createHash, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Leaves, logKey } from '../../../../test/support/leaves.ts';
import { sha256 as fast, verifySignature as verify } from '../../../cli/src/audit/node-crypto.ts';
import { consistencyRanges, inclusionRanges } from '../../../server/src/domain/audit/tree.ts';
import { toBase64 } from './base64.ts';
import { checkHistory, grewOutOf, type HistoryProof, type ProvedEntry, parseHistoryProof } from './check-history.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { PARTICULARS, type Particulars } from './entry.ts';
import { hashLeaf } from './merkle-proof.ts';
import { formatNoteKey, formatSignature, type NoteKey, parseNote, signNote } from './signed-note.ts';

const ORIGIN = 'log.example/log';
const tools = { sha256: fast, verify };
const log = logKey(ORIGIN);

function cosigner(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key: NoteKey = { name, type: 'cosignature', publicKey: bytes };
  const line = (text: string) =>
    formatSignature(signNote(fast, key, (message) => signWith(null, message, privateKey), text, 1_700_000_000));
  return { key: formatNoteKey(fast, key), line };
}
const [one, two] = [cosigner('one.example'), cosigner('two.example')];

const SALT = Buffer.alloc(16, 3);
function opened(credential: string | null): Particulars {
  const nobody = Object.fromEntries(PARTICULARS.map((name) => [name, null]));
  return { ...nobody, account: 'acct_1', credential } as Particulars;
}

interface Happening {
  readonly operation: string;
  readonly credential?: string;
  readonly at?: number;
}

/** A log in which every second entry is about the account, the rest about others. */
class World {
  readonly leaves = new Leaves();
  readonly texts: string[] = [];
  readonly own: { readonly index: number; readonly credential: string | null }[] = [];

  happen({ operation, credential, at = 1000 }: Happening): this {
    this.leaves.grow(1, 'of another');
    const index = this.leaves.hashes.length;
    const particulars = opened(credential ?? null);
    const values = PARTICULARS.map((name) => particulars[name]);
    const personal = createHash('sha256').update(SALT).update(JSON.stringify(values)).digest('base64');
    const chain = { tag: 'T', n: this.own.length + 1, previous: this.own.at(-1)?.index ?? null };
    const entry = {
      v: 1,
      id: `evnt_${index}`,
      at,
      operation,
      outcome: 'done',
      reason: null,
      actor: 'holder',
      effectiveAt: null,
    };
    const text = JSON.stringify({ ...entry, chain, personal });
    this.texts[index] = text;
    this.leaves.hashes.push(hashLeaf(fast, Buffer.from(text)));
    this.own.push({ index, credential: credential ?? null });
    return this;
  }

  note(...by: readonly ReturnType<typeof cosigner>[]): string {
    const note = log.signed(this.leaves);
    return note + by.map(({ line }) => line(parseNote(note)?.text ?? '')).join('');
  }

  entries(size = this.leaves.hashes.length): ProvedEntry[] {
    const proved = this.own.map(({ index, credential }) => ({
      index,
      size,
      entry: this.texts[index] ?? '',
      proof: inclusionRanges(index, size).map((range) => toBase64(this.leaves.root(range))),
      opening: { salt: toBase64(SALT), particulars: opened(credential) },
    }));
    return proved.reverse();
  }
}

const lived = () =>
  new World()
    .happen({ operation: 'sign-up.complete', credential: 'cred_1' })
    .happen({ operation: 'sign-in.key', credential: 'cred_1' })
    .happen({ operation: 'credential.add', credential: 'cred_2' })
    .happen({ operation: 'account.rename' });

const proofOf = (world: World, more: Partial<HistoryProof> = {}): HistoryProof => ({
  holdfast: 'history',
  v: 1,
  log: formatNoteKey(fast, log.key),
  witnesses: [one.key, two.key],
  heads: [world.note(one, two)],
  growth: [],
  entries: world.entries(),
  keys: [
    { id: 'cred_1', name: 'Desk', addedAt: 1 },
    { id: 'cred_2', name: 'Travel', addedAt: 2 },
  ],
  ...more,
});
const faultsOf = async (proof: HistoryProof) => (await checkHistory(tools, proof)).entries.map(({ fault }) => fault);

describe('a history', () => {
  it('that is whole has no fault, is complete, witnessed, and tells how every key came', async () => {
    const found = await checkHistory(tools, proofOf(lived()));
    expect(found).toMatchObject({ fault: null, origin: ORIGIN, complete: true, witnessedSize: 8, unexplained: [] });
    expect(found.entries.map(({ fault, witnessed }) => [fault, witnessed])).toEqual(Array(4).fill([null, true]));
    expect(found.cosigners.map(({ name }) => name)).toEqual(['one.example', 'two.example']);
  });

  it('goes on after the witnessed head, which the newest has to grow out of', async () => {
    const world = lived();
    const [early, before] = [world.note(one, two), world.entries()];
    world.happen({ operation: 'account.lock' });
    const [newest] = world.entries();
    const growth = consistencyRanges(8, 10).map((range) => toBase64(world.leaves.root(range)));
    const proof = proofOf(world, { heads: [early, world.note()], growth, entries: [newest as ProvedEntry, ...before] });
    const found = await checkHistory(tools, proof);
    expect(found).toMatchObject({ fault: null, witnessedSize: 8, head: { size: 10 }, complete: true });
    expect(found.entries.map(({ witnessed }) => witnessed)).toEqual([false, true, true, true, true]);
    expect(await checkHistory(tools, { ...proof, growth: [] })).toMatchObject({ fault: 'growth' });
  });

  it('is not witnessed by fewer than more than half, nor by anybody where none are named', async () => {
    const world = lived();
    const few = await checkHistory(tools, proofOf(world, { heads: [world.note(one)] }));
    expect(few).toMatchObject({ fault: null, witnessedSize: null });
    const none = await checkHistory(tools, proofOf(world, { witnesses: [] }));
    expect(none).toMatchObject({ fault: null, witnessedSize: null, cosigners: [] });
  });

  it.each<[string, (entries: ProvedEntry[]) => ProvedEntry[], (string | null)[]]>([
    ['with an entry taken out', ([a, , c, d]) => [a, c, d] as ProvedEntry[], ['gap', null, null]],
    ['without its newest entry', ([, ...rest]) => rest, [null, null, null]],
    ['with two exchanged', ([a, b, c, d]) => [a, c, b, d] as ProvedEntry[], ['gap', 'gap', 'gap', null]],
    [
      'with an entry changed',
      (all) =>
        all.with(1, {
          ...(all[1] as ProvedEntry),
          entry: (all[1]?.entry ?? '').replace('credential.add', 'session.end'),
        }),
      [null, 'not-in-log', null, null],
    ],
    [
      'with its particulars changed',
      (all) =>
        all.with(1, { ...(all[1] as ProvedEntry), opening: { salt: toBase64(SALT), particulars: opened('cred_9') } }),
      [null, 'changed', null, null],
    ],
    [
      'with no entry',
      (all) => all.with(2, { ...(all[2] as ProvedEntry), entry: '{}' }),
      [null, 'gap', 'unreadable', null],
    ],
    [
      'under a head that is not there',
      (all) => all.with(0, { ...(all[0] as ProvedEntry), size: 7 }),
      ['not-in-log', null, null, null],
    ],
  ])('%s is found and named', async (_, change, faults) => {
    const world = lived();
    expect(await faultsOf(proofOf(world, { entries: change(world.entries()) }))).toEqual(faults);
  });

  it('with erased particulars still holds', async () => {
    const entries = lived().entries();
    const erased = entries.map((entry) => ({ ...entry, opening: null }));
    const world = lived();
    expect(await faultsOf(proofOf(world, { entries: erased }))).toEqual([null, null, null, null]);
  });

  it('that does not reach back to the first entry says so', async () => {
    const world = lived();
    const found = await checkHistory(tools, proofOf(world, { entries: world.entries().slice(0, 2) }));
    expect(found).toMatchObject({ complete: false, unexplained: [] });
    expect(found.entries.every(({ fault }) => fault === null)).toBe(true);
  });

  it('tells of a key that no entry brought, and takes those of a recovery by their moment', async () => {
    const world = lived().happen({ operation: 'recovery.complete', credential: 'cred_4', at: 77 });
    const keys = [
      { id: 'cred_1', name: 'Desk', addedAt: 1 },
      { id: 'cred_3', name: 'Recovered', addedAt: 77 },
      { id: 'cred_9', name: 'Stranger', addedAt: 5 },
    ];
    const found = await checkHistory(tools, proofOf(world, { keys }));
    expect(found.unexplained.map(({ id }) => id)).toEqual(['cred_9']);
  });

  it('under a head of another log, by another key or of none is not believed', async () => {
    const world = lived();
    const stranger = logKey(ORIGIN);
    expect(await checkHistory(tools, proofOf(world, { heads: [stranger.signed(world.leaves)] }))).toMatchObject({
      fault: 'signature',
    });
    expect(await checkHistory(tools, proofOf(world, { heads: [logKey('x/log').signed(world.leaves)] }))).toMatchObject({
      fault: 'unreadable',
    });
    expect(await checkHistory(tools, proofOf(world, { heads: [] }))).toMatchObject({ fault: 'unreadable' });
    const known = { log: stranger.key };
    expect(await checkHistory(tools, proofOf(world), known)).toMatchObject({ fault: 'signature' });
  });
});

it('a log grew out of what was seen of it, or was put back, or forked', () => {
  const leaves = new Leaves().grow(5);
  const head = (of: Leaves) => parseCheckpoint(parseNote(log.signed(of))?.text ?? '') as Checkpoint;
  const before = head(leaves);
  const grown = new Leaves();
  grown.hashes.push(...leaves.hashes);
  grown.grow(4);
  const forked = new Leaves().grow(3).grow(6, 'another');
  expect(grewOutOf(tools, before, head(grown), grown.proof(5))).toBe('grew');
  expect(grewOutOf(tools, before, before, [])).toBe('grew');
  expect(grewOutOf(tools, before, head(forked), forked.proof(5))).toBe('forked');
  expect(grewOutOf(tools, head(grown), before, [])).toBe('put-back');
  expect(grewOutOf(tools, before, head(new Leaves().grow(5, 'x')), [])).toBe('forked');
});

it('a saved proof is read back, and nothing else is one', () => {
  const proof = proofOf(lived());
  expect(parseHistoryProof(JSON.stringify(proof))).toEqual(proof);
  const wrong = [
    { ...proof, v: 2 },
    { ...proof, heads: [1] },
    { ...proof, entries: [{}] },
    { ...proof, keys: [{}] },
    null,
    1,
    [],
  ];
  for (const text of [...wrong.map((given) => JSON.stringify(given)), '', '{'])
    expect(parseHistoryProof(text)).toBeNull();
});
