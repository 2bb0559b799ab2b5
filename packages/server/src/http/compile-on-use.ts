// Compiles a route's schemas at its first request: start-up waits for none of them, and memory holds only those in use.

import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

/** `make` at the first call, and never again. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type BuildValidator = NonNullable<Factories['buildValidator']>;
type BuildSerializer = NonNullable<Factories['buildSerializer']>;

const buildValidator = (...[externalSchemas, options]: Parameters<BuildValidator>) => {
  const compiler = once(() => AjvCompiler()(externalSchemas, options));
  return (route: object) => {
    const validator = once(() => compiler()(route));
    return (data: unknown) => {
      const validate = validator();
      return validate(data) === false ? { error: validate.errors } : { value: data };
    };
  };
};

const buildSerializer: BuildSerializer = (externalSchemas, options) => {
  const compiler = once(() => SerializerSelector()(externalSchemas, options));
  return (route) => {
    const serializer = once(() => compiler()(route));
    return (data: unknown) => serializer()(data);
  };
};

/**
 * Fastify's own compilers, with its own options, asked later. Its types know what the library's validators look like,
 * but not the form `{ error }` or `{ value }` that its documentation gives for others (Validation and Serialization,
 * "Using other validation libraries").
 */
export const compilersOnUse: Factories = { buildValidator: buildValidator as never, buildSerializer };
