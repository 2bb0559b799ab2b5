// The one way from the pages to the server: a typed call by operation name, same origin, JSON both ways.
import type { Answer, Body, Params, Query } from '@holdfast/contract';
import { LOOK_HEADER, locate, type RoutedOperation } from '@holdfast/contract/paths';
import { ApiProblem } from './api-problem.ts';
import { Unreachable } from './unreachable.ts';

const TIMEOUT_MS = 20_000;

type Part<Name extends string, Value> = Value extends undefined
  ? unknown
  : Record<never, never> extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

/** What an operation is given. Parts that the contract does not name are absent; an empty body may be left out. */
export type Given<O extends RoutedOperation> = Part<'params', Params<O>> &
  Part<'query', Query<O>> &
  Part<'body', Body<O>> & {
    readonly signal?: AbortSignal;
    /** The page reads by itself: it is no use of the session. */
    readonly look?: boolean;
  };

export type GivenArguments<O extends RoutedOperation> =
  Record<never, never> extends Given<O> ? [given?: Given<O>] : [given: Given<O>];

/** The shape of `call`, which other callers wrap without losing its types. */
export type Call = <O extends RoutedOperation>(operation: O, ...given: GivenArguments<O>) => Promise<Answer<O>>;

interface LooseGiven {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly look?: boolean;
}

/** `DELETE /api/v1/credentials/cred_…`: the path with its parameters and query filled in. */
export function requestTarget(operation: RoutedOperation, given: LooseGiven): { method: string; target: string } {
  const { method, path } = locate(operation);
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = given.params?.[name];
    if (value === undefined) throw new TypeError(`${operation} lacks its parameter ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  return { method, target: search.size === 0 ? filled : `${filled}?${search}` };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/**
 * Calls one operation. Rejects with `ApiProblem` when the server says no, with `Unreachable` when nothing answers, and
 * with the signal's own reason when the caller aborts.
 */
export const call: Call = async (operation, ...[given]) => {
  const loose: LooseGiven = given ?? {};
  const { method, target } = requestTarget(operation, loose);
  const sends = method === 'POST' || method === 'PUT';
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(target, {
      method,
      headers: {
        accept: 'application/json',
        ...(sends ? { 'content-type': 'application/json' } : {}),
        ...(loose.look ? { [LOOK_HEADER]: '1' } : {}),
      },
      ...(sends ? { body: JSON.stringify(loose.body ?? {}) } : {}),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: loose.signal ? AbortSignal.any([loose.signal, timeout]) : timeout,
    });
  } catch (cause) {
    loose.signal?.throwIfAborted();
    throw new Unreachable({ cause });
  }
  const document = await readJson(response);
  if (!response.ok) throw ApiProblem.read(response.status, document, response.headers.get('retry-after'));
  return document as never;
};
