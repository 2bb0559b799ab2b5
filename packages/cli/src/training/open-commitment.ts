// Whose content was it, and from when? Checked against the commitment of a receipt, with the salt that came beside it.

import { createHash } from 'node:crypto';
import { CommandFailure, EXIT } from '../answer.ts';
import type { Fields, Receipt } from './read-receipt.ts';

export interface OwnerOptions {
  readonly account?: string;
  readonly madeAt?: string;
  readonly salt?: string;
  /** Which one of a batch. */
  readonly item?: string;
}

const SALT = /^[A-Za-z0-9_-]{22}$/;

/** Milliseconds since 1970, or a time in words. @throws CommandFailure */
function readTime(text: string): number {
  const time = /^[0-9]{1,16}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(time)) throw new CommandFailure(`${text} is no time: give milliseconds since 1970.`, EXIT.usage);
  return time;
}

/** The whole answer to a batch as it came, or null where none was given. */
function itemOf(
  answer: Fields | null,
  id: string | undefined,
): { readonly commitment: unknown; readonly salt: unknown } {
  if (!answer || id === undefined) {
    throw new CommandFailure(
      'A batch has many owners: name one of its things with --item, and give --answers.',
      EXIT.usage,
    );
  }
  const answers = (Array.isArray(answer) ? answer : answer.answers) as unknown;
  const place = Array.isArray(answers) ? answers.findIndex((one: Fields) => one?.id === id) : -1;
  if (place < 0) throw new CommandFailure(`NOT PROVED. There is no ${JSON.stringify(id)} among the answers.`);
  const salts = Array.isArray(answer.salts) ? answer.salts : [];
  return { commitment: (answers as Fields[])[place]?.commitment, salt: salts[place] };
}

/** @returns whether the owner was asked about and is proved. @throws CommandFailure where it is not. */
export function provesOwner({ form, claims }: Receipt, answer: Fields | null, options: OwnerOptions): boolean {
  const { account, madeAt, item } = options;
  if (account === undefined && madeAt === undefined && options.salt === undefined && item === undefined) return false;
  if (account === undefined || madeAt === undefined) {
    throw new CommandFailure('Give --account and --made-at together: a receipt commits to both at once.', EXIT.usage);
  }
  if (form === 1) {
    throw new CommandFailure('NOT PROVED. This receipt is of the old form and binds no account.');
  }
  const found =
    claims.content === undefined ? itemOf(answer, item) : { commitment: claims.commitment, salt: undefined };
  const salt = options.salt ?? found.salt;
  if (typeof salt !== 'string' || !SALT.test(salt)) {
    throw new CommandFailure('Give the --salt that came beside the receipt, 22 characters of base64url.', EXIT.usage);
  }
  const text = JSON.stringify(['holdfast training receipt', account, readTime(madeAt)]);
  const own = createHash('sha256').update(Buffer.from(salt, 'base64url')).update(text, 'utf8').digest('base64url');
  if (own !== found.commitment) {
    throw new CommandFailure('NOT PROVED. It is about content of another account or another time.');
  }
  return true;
}
