// Problems as RFC 9457 JSON: a stable code, a status, and the few members that a page needs to say what to do.

import { type ProblemCode, problems } from '@holdfast/contract/problems';
import type { FastifyReply } from 'fastify';

/** Members beside type, title, status and code. */
export interface ProblemMembers {
  /** JSON pointer to the field that was wrong. */
  readonly field?: string;
  readonly detail?: string;
  /** What to quote to the operator when the server failed. */
  readonly reference?: string;
  readonly retryAfterSeconds?: number;
  readonly ageSecondsMax?: number;
  readonly unmet?: readonly string[];
  readonly group?: number | null;
  readonly ripensAt?: number;
  readonly until?: number;
  readonly needed?: number;
  readonly approved?: number;
  readonly left?: number;
  readonly countMax?: number;
  readonly from?: number | null;
  readonly comesBackAt?: number | null;
  readonly comesBackWith?: readonly string[];
  readonly reason?: string;
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Sends a problem; nothing else is sent after it. */
export function sendProblem(reply: FastifyReply, code: ProblemCode, members: ProblemMembers = {}): FastifyReply {
  const { status, title } = problems[code];
  if (members.retryAfterSeconds !== undefined) reply.header('retry-after', String(members.retryAfterSeconds));
  const body = { type: `urn:holdfast:problem:${code}`, title, status, code, ...members };
  return reply
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(body);
}
