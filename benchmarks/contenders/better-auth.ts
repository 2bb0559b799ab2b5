// Better Auth as a contender: what many would use instead.

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Contender, contender, type Place, type Scenario } from '../contender.ts';
import { Connection, cookieHeader, expectStatus, getRequest, jsonOf, takeCookies } from '../load/connection.ts';
import { SigningKey } from '../load/signing-key.ts';

const USERS = 16;
const API = '/api/auth';
const PASSWORD = 'nine quiet herons crossed the marsh';

interface User {
  readonly email: string;
  readonly cookies: string;
  readonly credential: string;
}

interface State {
  readonly origin: string;
  readonly key: SigningKey;
  readonly users: readonly User[];
}

const originHeader = (origin: string): string => `Origin: ${origin}\r\n`;

async function signUp({ port }: Place): Promise<State> {
  const origin = `http://localhost:${port}`;
  const headers = originHeader(origin);
  const key = new SigningKey(origin);
  const connection = await Connection.open(port);
  const users: User[] = [];
  for (let at = 0; at < USERS; at++) {
    const email = `user-${at}@example.com`;
    const person = { email, password: PASSWORD, name: `User ${at}` };
    const jar = takeCookies(expectStatus(await connection.post(`${API}/sign-up/email`, headers, person)));
    const cookies = cookieHeader(jar);
    const begun = await connection.get(`${API}/passkey/generate-register-options`, headers + cookies);
    const { challenge } = jsonOf<{ challenge: string }>(begun);
    const id = randomBytes(32);
    const answer = { response: key.register(challenge, id), name: 'key' };
    const withChallenge = cookieHeader(takeCookies(begun, new Map(jar)));
    expectStatus(await connection.post(`${API}/passkey/verify-registration`, headers + withChallenge, answer));
    users.push({ email, cookies, credential: id.toString('base64url') });
  }
  connection.close();
  return { origin, key, users };
}

const userOf = ({ users }: State, client: number): User =>
  users[client % USERS] ?? { email: '', cookies: '', credential: '' };

const scenarios: readonly Scenario<State>[] = [
  {
    name: 'session-check',
    concurrency: 32,
    prepare: (state, client, { port }) => {
      const request = getRequest(
        port,
        `${API}/get-session`,
        originHeader(state.origin) + userOf(state, client).cookies,
      );
      return async (connection) => {
        const { body } = expectStatus(await connection.send(request));
        if (body.length < 50) throw new Error('no session');
      };
    },
  },
  {
    name: 'passkey-sign-in',
    concurrency: 16,
    prepare: (state, client) => {
      const headers = originHeader(state.origin);
      const { credential } = userOf(state, client);
      return async (connection) => {
        const begun = await connection.get(`${API}/passkey/generate-authenticate-options`, headers);
        const { challenge } = jsonOf<{ challenge: string }>(begun);
        const answer = { response: state.key.assert(challenge, credential) };
        const cookies = cookieHeader(takeCookies(begun));
        expectStatus(await connection.post(`${API}/passkey/verify-authentication`, headers + cookies, answer));
      };
    },
  },
  {
    name: 'password-sign-in',
    concurrency: 8,
    prepare: (state, client) => {
      const headers = originHeader(state.origin);
      const { email } = userOf(state, client);
      return async (connection) => {
        expectStatus(await connection.post(`${API}/sign-in/email`, headers, { email, password: PASSWORD }));
      };
    },
  },
];

const on = (database: 'sqlite' | 'postgres'): Contender =>
  contender<State>({
    name: `better-auth/${database}`,
    database,
    launch: ({ port, dataDir, databaseUrl }) => ({
      command: [process.execPath, fileURLToPath(new URL('../peers/better-auth.js', import.meta.url))],
      env: { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' },
    }),
    ready: `${API}/ok`,
    signUp,
    scenarios,
  });

export const betterAuth: readonly Contender[] = [on('sqlite'), on('postgres')];
