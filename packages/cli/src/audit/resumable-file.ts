// A file that grows beside its place and gets its name only once it is whole. What was interrupted can be resumed: a
// mark beside it says how much of it is good, and for what it was asked.
//
//   FILE.part   what was written so far
//   FILE.mark   {"asked":…,"bytes":…,"at":…}

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CommandFailure, EXIT } from '../answer.ts';
import { openOwnFile } from '../open-own-file.ts';

/** `State`: what the writer has to know to go on. */
interface Mark<State> {
  /** What the file is of, in one spelling. */
  readonly asked: string;
  /** So many bytes of the part are good. */
  readonly bytes: number;
  readonly state: State;
}

export class ResumableFile<State> {
  readonly #out: string;
  readonly #asked: string;
  readonly #file: FileHandle;
  #bytes: number;
  /** Where the last mark stands. */
  readonly state: State;

  private constructor(out: string, asked: string, file: FileHandle, bytes: number, state: State) {
    this.#out = out;
    this.#asked = asked;
    this.#file = file;
    this.#bytes = bytes;
    this.state = state;
  }

  /** Whatever was begun before is thrown away. */
  static async begin<State>(out: string, asked: string, state: State): Promise<ResumableFile<State>> {
    rmSync(`${out}.mark`, { force: true });
    const file = await openOwnFile(`${out}.part`);
    return new ResumableFile(out, asked, file, 0, state);
  }

  /** Goes on with what was interrupted. @throws CommandFailure where that is nothing, or was asked for differently. */
  static async resume<State>(out: string, asked: string): Promise<ResumableFile<State>> {
    const mark = readMark<State>(out);
    if (mark.asked !== asked) {
      throw new CommandFailure(
        `${out} was begun with other options. Give the same, or leave out --resume.`,
        EXIT.usage,
      );
    }
    const file = await open(`${out}.part`, 'r+');
    const { size } = await file.stat();
    if (size < mark.bytes) {
      await file.close();
      throw new CommandFailure(`${out}.part is shorter than it was. Begin again, without --resume.`);
    }
    // What came after the mark may be half a line.
    await file.truncate(mark.bytes);
    return new ResumableFile(out, asked, file, mark.bytes, mark.state);
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    for (let from = 0; from < bytes.length; ) {
      from += (await this.#file.write(bytes, from, bytes.length - from, this.#bytes + from)).bytesWritten;
    }
    this.#bytes += bytes.length;
  }

  /** From here it can be resumed, whatever happens next. */
  async mark(state: State): Promise<void> {
    await this.#file.datasync();
    const mark: Mark<State> = { asked: this.#asked, bytes: this.#bytes, state };
    writeFileSync(`${this.#out}.mark.new`, JSON.stringify(mark), { mode: 0o600 });
    renameSync(`${this.#out}.mark.new`, `${this.#out}.mark`);
  }

  /** It is whole: it takes its name. */
  async finish(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
    renameSync(`${this.#out}.part`, this.#out);
    rmSync(`${this.#out}.mark`, { force: true });
  }

  /** It broke off; what is there stays, to be resumed. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
  }
}

function readMark<State>(out: string): Mark<State> {
  const nothing = new CommandFailure(`There is nothing to go on with: ${out}.mark is not there.`, EXIT.usage);
  if (!existsSync(`${out}.mark`) || !existsSync(`${out}.part`)) throw nothing;
  try {
    const mark = JSON.parse(readFileSync(`${out}.mark`, 'utf8')) as Mark<State>;
    if (typeof mark.asked === 'string' && Number.isSafeInteger(mark.bytes)) return mark;
  } catch {
    // Said below.
  }
  throw new CommandFailure(`${out}.mark cannot be read. Begin again, without --resume.`, EXIT.usage);
}
