// A "no" from the server, read from its problem document (RFC 9457) into a typed error.
import type { ProblemCode } from '@holdfast/contract/problems';
import problemWords from './words/en/problems.ts';

interface Members {
  readonly status: number;
  readonly code: ProblemCode;
  /** JSON pointer to the member of the request that was refused, such as `/email`. */
  readonly field: string | null;
  /** What to quote when asking for help; only on faults. */
  readonly reference: string | null;
  readonly retryAfterSeconds: number | null;
  /** How fresh a proof the operation wants. */
  readonly ageSecondsMax: number | null;
  readonly unmet: readonly string[];
  /** Milliseconds since the epoch: when a new key may do this, the key that began a change may finish it, or a Lock was. */
  readonly from: number | null;
  /** Milliseconds since the epoch: until when a change still waits. */
  readonly until: number | null;
  /** Milliseconds since the epoch: when a suspended key comes back by its own touch. */
  readonly comesBackAt: number | null;
  /** What else brings it back; null where the answer does not say. */
  readonly comesBackWith: readonly string[] | null;
  /** Which group of a typed recovery key was misread, counted from 1. */
  readonly group: number | null;
  readonly reason: string | null;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
const texts = (value: unknown) =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : null;
const whole = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

/** Every code has words, so that the list of codes need not be loaded beside them. */
const isCode = (value: unknown): value is ProblemCode =>
  typeof value === 'string' && Object.hasOwn(problemWords, value);

/** What an answer without a readable code most likely means, by its status alone. */
function codeOfStatus(status: number): ProblemCode {
  if (status === 429) return 'request.throttled';
  if (status === 502 || status === 503 || status === 504) return 'server.unavailable';
  return 'server.fault';
}

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly field: string | null;
  readonly reference: string | null;
  readonly retryAfterSeconds: number | null;
  readonly ageSecondsMax: number | null;
  readonly unmet: readonly string[];
  readonly from: number | null;
  readonly until: number | null;
  readonly comesBackAt: number | null;
  readonly comesBackWith: readonly string[] | null;
  readonly group: number | null;
  readonly reason: string | null;

  constructor(members: Members) {
    super(members.code);
    this.name = 'ApiProblem';
    this.status = members.status;
    this.code = members.code;
    this.field = members.field;
    this.reference = members.reference;
    this.retryAfterSeconds = members.retryAfterSeconds;
    this.ageSecondsMax = members.ageSecondsMax;
    this.unmet = members.unmet;
    this.from = members.from;
    this.until = members.until;
    this.comesBackAt = members.comesBackAt;
    this.comesBackWith = members.comesBackWith;
    this.group = members.group;
    this.reason = members.reason;
  }

  /**
   * Reads an answer that was not 2xx. Never throws: a proxy's page, an empty body or a code from a newer server becomes
   * the problem that its status stands for.
   */
  static read(status: number, document: unknown, retryAfterHeader: string | null): ApiProblem {
    const members: Record<string, unknown> = typeof document === 'object' && document !== null ? { ...document } : {};
    const header = retryAfterHeader !== null && /^\d+$/.test(retryAfterHeader) ? Number(retryAfterHeader) : null;
    return new ApiProblem({
      status,
      code: isCode(members.code) ? members.code : codeOfStatus(status),
      field: text(members.field),
      reference: text(members.reference),
      retryAfterSeconds: whole(members.retryAfterSeconds) ?? header,
      ageSecondsMax: whole(members.ageSecondsMax),
      unmet: texts(members.unmet) ?? [],
      from: whole(members.from),
      until: whole(members.until),
      comesBackAt: whole(members.comesBackAt),
      comesBackWith: texts(members.comesBackWith),
      group: whole(members.group),
      reason: text(members.reason),
    });
  }
}
