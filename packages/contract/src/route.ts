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
  readonly response: Type.TSchema;
}

/** Routes of some operations. */
export type RouteTable = Partial<Record<RoutedOperation, Route>>;
