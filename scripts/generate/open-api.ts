// Renders docs/openapi.json from the doors as they are registered: the contract's schemas, its problems and its authority.

import swagger from '@fastify/swagger';
import { paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import { type ProblemCode, problems } from '../../packages/contract/src/problems.ts';
import { routes } from '../../packages/contract/src/routes.ts';
import * as shapes from '../../packages/contract/src/schemas.ts';
import { openDoors } from '../../packages/server/src/api/doors.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import type { LiveFeed } from '../../packages/server/src/app/live/feed.ts';
import { authorityOf, needsSession } from '../../packages/server/src/domain/authority.ts';
import { CookieJar } from '../../packages/server/src/http/cookie.ts';
import { createServer } from '../../packages/server/src/http/server.ts';
import { createLog } from '../../packages/server/src/platform/log.ts';

type Json = Record<string, unknown>;

const PUBLIC_URL = 'https://account.example.com';

const INTRODUCTION = `The HTTP contract of Holdfast's own pages. Sessions are cookies, so every state-changing request
must come from the site's own origin. Problems are RFC 9457 JSON with a stable code; docs/problems.md says what each one
means. Times are milliseconds since 1970-01-01T00:00:00Z. Each operation carries its row of the authority table as
x-holdfast-authority.`.replaceAll('\n', ' ');

/** Registering doors calls none of them, so nothing behind them is needed. */
async function registeredDoors() {
  const server = createServer({
    log: createLog('silent'),
    https: true,
    makeRequestId: () => 'none',
    onAnswer: () => {},
  });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Holdfast', version: 'v1', description: INTRODUCTION, license: { name: 'Apache-2.0' } },
      servers: [{ url: PUBLIC_URL, description: 'Your HOLDFAST_PUBLIC_URL' }],
    },
  });
  openDoors({
    server,
    deps: {} as Deps,
    clock: { now: () => 0, monotonic: () => 0 },
    cookies: new CookieJar(PUBLIC_URL),
    publicOrigin: PUBLIC_URL,
    clientIp: (socketIp) => socketIp,
    live: {} as LiveFeed,
  });
  await server.ready();
  const document = server.swagger() as unknown as Json;
  await server.close();
  return document;
}

/** The problems that the order of checks at a door can answer with, whatever the use case behind it does. */
function problemsAtTheDoor(operation: RoutedOperation): ProblemCode[] {
  const row = authorityOf(operation);
  const isRead = paths[operation].startsWith('GET ');
  const codes: ProblemCode[] = ['request.invalid'];
  if ('body' in routes[operation]) codes.push('request.too-large', 'request.media-type');
  if (!isRead) codes.push('request.origin');
  const signedIn = needsSession(row.who);
  if (signedIn) codes.push('session.required');
  if (row.fresh) codes.push('session.step-up-required');
  if (signedIn && (row.who !== 'holder' || row.tiers !== 'any')) codes.push('operation.not-permitted');
  if (signedIn && !row.whileEnrolling) codes.push('enrolment.required');
  if (row.onProbation === 'refused') codes.push('account.on-probation');
  return [...codes, 'server.fault', 'server.unavailable'];
}

const problemAnswer = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Codes that share a status, under one name: `session.required_session.step-up-required`. */
const nameOfAnswer = (codes: readonly ProblemCode[]): string => codes.join('_');

/** The codes of an operation, by the status that they come with. */
function byStatus(codes: readonly ProblemCode[]): [number, ProblemCode[]][] {
  const statuses = [...new Set(codes.map((code) => problems[code].status))].sort();
  return statuses.map((status) => [status, codes.filter((code) => problems[code].status === status)]);
}

function responsesOf(operation: RoutedOperation, answered: Json): Json {
  const refer = (name: string): Json => ({ $ref: `#/components/responses/${name}` });
  const refused = byStatus(problemsAtTheDoor(operation)).map(([status, codes]) => [status, refer(nameOfAnswer(codes))]);
  const ok = { ...(answered['200'] as Json), description: 'Done.' };
  return { 200: ok, ...Object.fromEntries(refused), default: refer('any') };
}

/** Every group of codes that some operation answers with. */
function sharedResponses(): Json {
  const groups = (Object.keys(paths) as RoutedOperation[]).flatMap((operation) =>
    byStatus(problemsAtTheDoor(operation)).map(([, codes]) => codes),
  );
  const said = (codes: readonly ProblemCode[]) => codes.map((code) => `\`${code}\`: ${problems[code].title}`).join(' ');
  const named = groups.map((codes): [string, Json] => [nameOfAnswer(codes), problemAnswer(said(codes))]);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  return { any: problemAnswer('Any other problem of docs/problems.md.'), ...Object.fromEntries(named) };
}

function describeOperation(operation: RoutedOperation, found: Json): Json {
  const { who, fresh, tiers, whileEnrolling, onProbation, effect, alert } = authorityOf(operation);
  const cookie = needsSession(who) ? [{ session: [] }] : who === 'flow' ? [{ flow: [] }] : [];
  const { responses, ...rest } = found;
  return {
    operationId: operation,
    tags: [operation.split('.')[0]],
    ...rest,
    security: cookie,
    responses: responsesOf(operation, responses as Json),
    'x-holdfast-authority': { who, fresh, tiers, whileEnrolling, onProbation, effect, alert },
  };
}

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457. Members beside type, title, status and code are there where they help.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', description: 'urn:holdfast:problem: and the code.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    field: { type: 'string', description: 'JSON pointer to the field that was wrong.' },
    detail: { type: 'string' },
    reference: { type: 'string', description: 'What to quote to the operator when the server failed.' },
    retryAfterSeconds: { type: 'integer' },
    ageSecondsMax: { type: 'integer', description: 'How fresh the proof has to be.' },
    unmet: { type: 'array', items: { $ref: '#/components/schemas/Requirement' } },
    group: { type: ['integer', 'null'], description: 'Which group of a recovery key holds the mistake.' },
    reason: { type: 'string' },
  },
};

/** Shapes that have a name in the contract: those with members of their own, and the two lists of words. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries(shapes)
    .map(([name, shape]): [string, string] => [JSON.stringify(shape) ?? '', name.replace(/Schema$/, '')])
    .filter(([text, name]) => /"properties":\{"/.test(text) || name === 'Requirement' || name === 'Tier')
    .sort(([, a], [, b]) => (a < b ? -1 : 1)),
);

/** A named shape becomes a reference to it. */
function withReferences(value: unknown, isDefinition = false): unknown {
  if (Array.isArray(value)) return value.map((member) => withReferences(member));
  if (typeof value !== 'object' || value === null) return value;
  const name = isDefinition ? undefined : NAMED.get(JSON.stringify(value));
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, withReferences(inner)]));
}

const sharedSchemas = (): Json => ({
  Problem: problemSchema,
  ...Object.fromEntries([...NAMED].map(([text, name]) => [name, withReferences(JSON.parse(text), true)])),
});

const cookie = (name: string, description: string): Json => ({ type: 'apiKey', in: 'cookie', name, description });

/** The whole document, in the contract's order. */
export async function renderOpenApi(): Promise<string> {
  const { openapi, info, servers, paths: found } = await registeredDoors();
  const operations = Object.entries(found as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const ordered: Record<string, Json> = {};
  for (const name of Object.keys(paths) as RoutedOperation[]) {
    const one = operations.find(({ operation }) => operation.operationId === name);
    if (!one) throw new Error(`${name} is in the contract and has no door`);
    ordered[one.path] = { ...ordered[one.path], [one.method]: withReferences(describeOperation(name, one.operation)) };
  }
  const securitySchemes = {
    session: cookie('__Host-holdfast', 'A live session. Over plain http, in development, the name has no prefix.'),
    flow: cookie('__Host-holdfast-flow', 'A sign-up, or a sign-in that waits for its second step. It is no session.'),
  };
  const components = { securitySchemes, responses: sharedResponses(), schemas: sharedSchemas() };
  const document = { openapi, info, servers, paths: ordered, components };
  return `${JSON.stringify(document, null, 2)}\n`;
}
