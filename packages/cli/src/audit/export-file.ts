// The file of an exported log: one JSON object a line. The first says which log it is, the last is its signed head.
//
//   {"holdfast":"log","v":1,"origin":…,"key":…,"cosigners":[…]}
//   {"index":0,"entry":…,"hash":…,"opening":{"salt":…,"particulars":{…}}|null}
//   {"size":1,"checkpoint":…}

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Cosigner, type NoteKey, type Opening, PARTICULARS, parseNoteKey } from '@holdfast/contract/log';
import { type GivenEntry, LogCheck, LogFault, readKept } from './log-check.ts';
import { sha256 } from './node-crypto.ts';
import { type CosignersAsked, NOBODY_ASKED, requireAllSigned, requireCosigners } from './require-cosigners.ts';

/** No line of an export is longer: an entry has some hundred characters, its particulars at most some thousand. */
const LINE_CHARACTERS_MAX = 100_000;

export interface Head {
  readonly origin: string;
  readonly key: string;
  /** Keys of everybody else whose signature stands under the checkpoint, so that no byte of it goes unchecked. */
  readonly cosigners: readonly string[];
}

export const formatHead = ({ origin, key, cosigners }: Head): string =>
  `${JSON.stringify({ holdfast: 'log', v: 1, origin, key, cosigners })}\n`;

export const formatLine = ({ index, entry, hash, opening }: GivenEntry): string =>
  `${JSON.stringify({ index, entry, hash, opening })}\n`;

export const formatEnd = (size: number, checkpoint: string): string => `${JSON.stringify({ size, checkpoint })}\n`;

type Fields = Readonly<Record<string, unknown>>;

function parseObject(line: string): Fields | null {
  try {
    const fields: unknown = JSON.parse(line);
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as Fields) : null;
  } catch {
    return null;
  }
}

/** A last line that is no object was cut; any other is no line of an export. @throws LogFault */
async function parseLine(line: string, at: number, lines: AsyncIterator<string>): Promise<Fields> {
  const fields = parseObject(line);
  if (fields) return fields;
  const { done } = await lines.next();
  throw new LogFault(
    done ? `Line ${at} ends in the middle: the file was cut off there.` : `Line ${at} is not a JSON object.`,
  );
}

function readOpening(value: unknown, at: number): Opening | null {
  if (value === null) return null;
  const { salt, particulars } = (value ?? {}) as Partial<Opening>;
  const isWhole = PARTICULARS.every((name) => {
    const particular: unknown = particulars?.[name];
    return particular === null || typeof particular === 'string';
  });
  if (typeof salt !== 'string' || !isWhole) throw new LogFault(`Line ${at} has particulars of another format.`);
  return value as Opening;
}

function readEntry(fields: Fields, at: number): GivenEntry {
  const { index, entry, hash, opening } = fields;
  if (!Number.isSafeInteger(index) || typeof entry !== 'string' || typeof hash !== 'string') {
    throw new LogFault(`Line ${at} is not an entry.`);
  }
  return { index: index as number, entry, hash, opening: readOpening(opening ?? null, at) };
}

/** A line has one spelling: anything else is not what was exported. */
function requireSpelling(line: string, written: string, at: number): void {
  if (`${line}\n` !== written) throw new LogFault(`Line ${at} is not written as an export is.`);
}

interface Keys {
  readonly key: NoteKey;
  readonly cosigners: readonly NoteKey[];
}

async function readHead(lines: AsyncIterator<string>): Promise<Keys> {
  const { value: line, done } = await lines.next();
  if (done || line === undefined) throw new LogFault('Line 1 is missing: the file is empty.');
  const { holdfast, v, origin, key, cosigners } = await parseLine(line, 1, lines);
  if (holdfast !== 'log' || v !== 1)
    throw new LogFault('Line 1 does not begin an exported log that this program knows.');
  const parsed = typeof key === 'string' ? parseNoteKey(sha256, key) : null;
  if (!parsed || parsed.name !== origin) throw new LogFault('Line 1 names no key of its log.');
  const named = Array.isArray(cosigners) ? cosigners.map(String) : [];
  const others = named.flatMap((other) => parseNoteKey(sha256, other) ?? []);
  if (others.length !== named.length) throw new LogFault('Line 1 names a cosigner by what is no key.');
  requireSpelling(line, formatHead({ origin: parsed.name, key: String(key), cosigners: named }), 1);
  return { key: parsed, cosigners: others };
}

interface End {
  readonly size: number;
  readonly checkpoint: string;
}

function readEnd({ size, checkpoint }: Fields, at: number): End {
  if (!Number.isSafeInteger(size) || typeof checkpoint !== 'string') throw new LogFault(`Line ${at} is no checkpoint.`);
  return { size: size as number, checkpoint };
}

export interface CheckedFile {
  readonly origin: string;
  readonly size: number;
  /** How many entries have lost what is personal in them. */
  readonly erased: number;
  readonly key: NoteKey;
  readonly cosigners: readonly Cosigner[];
}

export interface FileExpectations {
  /** The key that the log must be signed with; without it, the file's own word is taken for which key that is. */
  readonly key?: NoteKey | undefined;
  /** An older checkpoint, from a witness or an earlier export, that the log must have grown out of. */
  readonly since?: string | undefined;
  /** Who else must have signed the checkpoint that ends the file. */
  readonly cosigners?: CosignersAsked | undefined;
  readonly onProgress?: (entries: number) => void;
}

/** Checks an exported log without asking anybody. @throws LogFault with the first bad place. */
export async function checkFile(path: string, expected: FileExpectations = {}): Promise<CheckedFile> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  const iterator = lines[Symbol.asyncIterator]();
  const { key, cosigners: others } = await readHead(iterator);
  if (expected.key && expected.key.name !== key.name) {
    throw new LogFault(`This is the log of ${key.name}, not of ${expected.key.name}.`);
  }
  const check = new LogCheck(expected.key ?? key);
  const kept = await readKept(expected.since, expected.key ?? key);
  let end: End | null = null;
  for (let at = 2; ; at++) {
    const { value: line, done } = await iterator.next();
    if (done || line === undefined) break;
    if (end) throw new LogFault(`Line ${at} comes after the checkpoint that ends the log.`);
    if (line.length > LINE_CHARACTERS_MAX) throw new LogFault(`Line ${at} is too long to be an entry.`);
    const fields = await parseLine(line, at, iterator);
    if ('checkpoint' in fields) {
      end = readEnd(fields, at);
      requireSpelling(line, formatEnd(end.size, end.checkpoint), at);
      continue;
    }
    const entry = readEntry(fields, at);
    check.add(entry);
    requireSpelling(line, formatLine(entry), at);
    if (kept && check.size === kept.size) await check.compare(kept.note);
    if (check.size % 10_000 === 0) expected.onProgress?.(check.size);
  }
  if (!end) {
    throw new LogFault(`The file ends after entry ${check.size - 1}, without the checkpoint: it was cut off.`);
  }
  if (end.size !== check.size) {
    throw new LogFault(
      `The file says that it has ${end.size} entries, and has ${check.size}: its checkpoint is of another size.`,
    );
  }
  await check.compare(end.checkpoint);
  if (kept && kept.size > check.size) {
    throw new LogFault(`The log has ${check.size} entries and had ${kept.size}: it was put back to an older state.`);
  }
  await requireAllSigned(end.checkpoint, [expected.key ?? key, ...others]);
  const cosigners = await requireCosigners(end.checkpoint, expected.cosigners ?? NOBODY_ASKED);
  return { origin: key.name, size: check.size, erased: check.erased, key, cosigners };
}

/** The leaves' hashes of an exported log, as it has them; what they are worth, `checkFile` tells. */
export async function* readHashes(path: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let at = 0;
  for await (const line of lines) {
    at++;
    const { hash } = (at === 1 ? null : parseObject(line)) ?? {};
    if (typeof hash === 'string') yield hash;
  }
}
