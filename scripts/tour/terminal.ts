// A terminal beside the server, with a folder of its own: runs what an operator, an auditor or anybody else would type, and ends
// the tour when the answer is not the one that has to come.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { holdfast, type Said } from '../../test/support/command-line.ts';
import type { Diary } from './diary.ts';

export interface Typed {
  readonly name: string;
  /** Who did it and why, in one sentence. */
  readonly did: string;
  readonly words: readonly string[];
  /** Default: 0. */
  readonly status?: number;
  /** What it has to say, on either stream. */
  readonly says: RegExp;
}

const quoted = (word: string): string => (/^[\w./:@=+-]+$/.test(word) ? word : `'${word}'`);

export class Terminal {
  readonly #folder: string;
  readonly #diary: Diary;
  /** What the commands find in their environment, as the server does. */
  env: Readonly<Record<string, string>>;

  constructor(folder: string, diary: Diary, env: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#diary = diary;
    this.env = env;
  }

  /** At another server, with the same folder. */
  beside(env: Readonly<Record<string, string>>): Terminal {
    return new Terminal(this.#folder, this.#diary, env);
  }

  /** Where a file of this name is. */
  at(name: string): string {
    return join(this.#folder, name);
  }

  /** `npx holdfast …`. Files are named by `at`. */
  async holdfast(typed: Typed): Promise<Said> {
    return this.#judge('npx holdfast', typed, await holdfast(typed.words, this.env));
  }

  /** `node …`, as anywhere: in this folder, with nothing in its environment. */
  node(typed: Typed): Said {
    const { status, stdout, stderr } = spawnSync(process.execPath, typed.words, {
      cwd: this.#folder,
      env: {},
      encoding: 'utf8',
    });
    return this.#judge('node', typed, { status, out: stdout, err: stderr });
  }

  /** Folders of this run are nobody's business, and tokens open something: a transcript is passed around. */
  #fitToPrint(text: string): string {
    const near = text.replaceAll(`${this.#folder}/`, '').replaceAll(this.env.HOLDFAST_DATA_DIR ?? '', './data');
    return near.replace(/\bhfp_[\w-]+/g, 'hfp_…');
  }

  #judge(program: string, { name, did, words, status = 0, says }: Typed, said: Said): Said {
    const typed = `$ ${[program, ...words.map(quoted)].join(' ')}`;
    const answered = `${said.out}${said.err}`;
    const text = this.#fitToPrint(`${typed}\n${answered}`);
    this.#diary.tell({ name, did, text: said.status === 0 ? text : `${text.trimEnd()}\n[ended with ${said.status}]` });
    if (said.status !== status || !says.test(answered)) {
      throw new Error(`${text}\nended with ${said.status}; it has to end with ${status} and say ${says}`);
    }
    return said;
  }
}
