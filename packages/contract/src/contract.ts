// The package's entry: the HTTP contract between the server, the web pages and anybody else.

export { LOOK_HEADER, locate, paths, type RoutedOperation } from './paths.ts';
export { type ProblemCode, type ProblemKind, problems } from './problems.ts';
export type { Route } from './route.ts';
export { type Answer, type Body, type Params, type Query, routes } from './routes.ts';
