// oidc-provider as a contender. It signs nobody in by itself; its counterpart of a session check is introspection.

import { fileURLToPath } from 'node:url';
import { contender, type Place } from '../contender.ts';
import { Connection, expectStatus, jsonOf } from '../load/connection.ts';

interface State {
  readonly request: Buffer;
}

const SECRET = 'a-secret-of-the-benchmark-and-of-nothing-else';

const form = (port: number, path: string, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Basic ${Buffer.from(`machine:${SECRET}`).toString('base64')}\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

async function signUp({ port }: Place): Promise<State> {
  const connection = await Connection.open(port);
  const answer = await connection.send(form(port, '/token', 'grant_type=client_credentials'));
  connection.close();
  const { access_token: token } = jsonOf<{ access_token: string }>(answer);
  return { request: form(port, '/token/introspection', `token=${token}`) };
}

export const oidcProvider = contender<State>({
  name: 'oidc-provider',
  database: 'sqlite',
  launch: ({ port, dataDir }) => ({
    command: [process.execPath, fileURLToPath(new URL('../peers/oidc-provider.js', import.meta.url))],
    env: { PORT: String(port), DATA_DIR: dataDir },
  }),
  ready: '/.well-known/openid-configuration',
  signUp,
  scenarios: [
    {
      name: 'token-introspection',
      concurrency: 32,
      prepare:
        ({ request }) =>
        async (connection) => {
          const { body } = expectStatus(await connection.send(request));
          if (!body.includes('"active":true')) throw new Error('the token is not active');
        },
    },
  ],
});
