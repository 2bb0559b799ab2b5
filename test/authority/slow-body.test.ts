// A request whose body comes slowly is judged when it is complete: whoever sent the head in time gains nothing by it.

import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locate, paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import { authorityOf, needsSession } from '../../packages/server/src/domain/authority.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { holdfast } from '../support/command-line.ts';
import { codeIn, personWithKey, signIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ATTEMPTS } from './attempts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const withBody = (Object.keys(paths) as RoutedOperation[]).filter(
  (operation) => ATTEMPTS[operation].body !== undefined,
);
const signedIn = withBody.filter((operation) => needsSession(authorityOf(operation).who));
const fresh = signedIn.filter((operation) => {
  const { who, fresh: isFresh, tiers } = authorityOf(operation);
  return who === 'holder' && isFresh && tiers !== 'protected';
});
const programs = withBody.filter((operation) => authorityOf(operation).who === 'client');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Begun {
  readonly operation: RoutedOperation;
  /** Sends the body. @returns the problem's code, or the status where it is none */
  finish(): Promise<string>;
}

/** Sends the head alone; the server has judged it once it says that it may go on. */
async function begin(operation: RoutedOperation, headers: Record<string, string>, body?: unknown): Promise<Begun> {
  const { method, path } = locate(operation);
  const { params } = ATTEMPTS[operation];
  const text = JSON.stringify(body ?? ATTEMPTS[operation].body);
  const asked: ClientRequest = request(
    `${server.url}${path.replace(/:(\w+)/g, (_all, name) => params?.[name] ?? '')}`,
    {
      method,
      headers: {
        'content-type': 'application/json',
        'content-length': text.length,
        expect: '100-continue',
        ...headers,
      },
    },
  );
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  asked.flushHeaders();
  await once(asked, 'continue');
  return {
    operation,
    finish: async () => {
      asked.end(text);
      const [answer] = await answered;
      const said = JSON.parse((await answer.setEncoding('utf8').toArray()).join('')) as { code?: string };
      return said.code ?? String(answer.statusCode);
    },
  };
}

const headersOf = ({ headers, cookies }: BrowserLike): Record<string, string> => ({
  ...headers,
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});

/** All begin, then time goes by, then all finish. */
async function answersAfter(ms: number, begun: readonly Begun[]): Promise<Record<string, string>> {
  server.clock.advance(ms);
  const answers: Record<string, string> = {};
  for (const { operation, finish } of begun) answers[operation] = await finish();
  return answers;
}

const all = (operations: readonly RoutedOperation[], code: string): Record<string, string> =>
  Object.fromEntries(operations.map((operation) => [operation, code]));

it('every operation with a body refuses a session that ended before the body was there', async () => {
  const { browser } = await personWithKey(server, 'slow@example.org');
  const begun = await Promise.all(signedIn.map((operation) => begin(operation, headersOf(browser))));
  expect(signedIn.length).toBeGreaterThan(30);
  expect(await answersAfter(31 * DAY_MS, begun)).toEqual(all(signedIn, 'session.required'));
});

it('every operation that wants a fresh proof refuses one that grew old before its body arrived', async () => {
  const { browser } = await personWithKey(server, 'stale@example.org');
  const begun = await Promise.all(fresh.map((operation) => begin(operation, headersOf(browser))));
  expect(fresh.length).toBeGreaterThan(5);
  expect(await answersAfter(6 * MINUTE_MS, begun)).toEqual(all(fresh, 'session.step-up-required'));
});

it('every question of a program is refused if the program was put out before the question came', async () => {
  const data = { HOLDFAST_DATA_DIR: server.dataDir };
  const { id, token } = JSON.parse((await holdfast(['client', 'add', 'Pipeline', '--json'], data)).out);
  const headers = { authorization: `Bearer ${token}` };
  const begun = await Promise.all(programs.map((operation) => begin(operation, headers)));
  await holdfast(['client', 'end', id], data);
  expect(await answersAfter(1, begun)).toEqual(all(programs, 'client.required'));
});

it('a session that was ended elsewhere opens nothing to a body that came after that', async () => {
  const person = await personWithKey(server, 'ended@example.org');
  const other = await signIn(server, person.deskKey);
  const begun = await begin('account.rename', headersOf(person.browser));
  await other.call('session.end-others', {});
  expect(await answersAfter(1, [begun])).toEqual({ 'account.rename': 'session.required' });
});

it('a mailed code that ran out before it was there is refused', async () => {
  const browser = new BrowserLike(server.url);
  await browser.call('sign-up.begin', { email: 'late@example.org' });
  const { text } = await server.mailTo('late@example.org');
  const begun = await begin('sign-up.confirm', headersOf(browser), { code: codeIn(text) });
  expect(await answersAfter(11 * MINUTE_MS, [begun])).toEqual({ 'sign-up.confirm': 'flow.gone' });
});
