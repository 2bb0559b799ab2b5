// One route of the contract: what goes in and what comes out.

import type Type from 'typebox';
import type { RoutedOperation } from './paths.ts';

export interface Route {
  readonly summary: string;
  /** Largest accepted body in bytes; 4 KiB where absent. */
  readonly bodyBytesMax?: number;
  readonly params?: Type.TSchema;
  readonly query?: Type.TSchema;
  readonly body?: Type.TSchema;
  /** The answer stays open: a stream of server-sent events, each with `response` as its data. */
  readonly stream?: true;
  /** The answer is a file, of one of these types; `response` is its text. */
  readonly file?: readonly string[];
  readonly response: Type.TSchema;
}

/** Routes of some operations. */
export type RouteTable = Partial<Record<RoutedOperation, Route>>;
