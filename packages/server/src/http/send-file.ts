// Answers with a file that is produced bit by bit: as fast as it is taken, and visibly cut off where it cannot be finished.

import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export interface FileAnswer {
  /** What it is saved as: letters, digits, dots and dashes. */
  readonly name: string;
  readonly type: string;
  readonly chunks: AsyncIterable<string>;
}

export const sendFile = (reply: FastifyReply, { name, type, chunks }: FileAnswer): FastifyReply =>
  reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(Readable.from(chunks));
