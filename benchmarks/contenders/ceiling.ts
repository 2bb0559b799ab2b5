// The ceiling as a contender.

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { contender, type Place } from '../contender.ts';
import { Connection, expectStatus, getRequest, jsonOf } from '../load/connection.ts';
import { SigningKey } from '../load/signing-key.ts';
import type { CeilingSeed } from '../servers/ceiling.ts';

const USERS = 16;

interface State {
  readonly key: SigningKey;
  readonly users: readonly { readonly credential: string; readonly token: string }[];
}

async function signUp({ port }: Place): Promise<State> {
  const connection = await Connection.open(port);
  const key = new SigningKey(`http://localhost:${port}`);
  const users = [];
  for (let at = 0; at < USERS; at++) {
    const credential = randomBytes(32).toString('base64url');
    const seed: CeilingSeed = { user: `user-${at}`, credential, spki: key.spki.toString('base64') };
    users.push({ credential, ...jsonOf<{ token: string }>(await connection.post('/seed', '', seed)) });
  }
  connection.close();
  return { key, users };
}

const userOf = (state: State, client: number) => state.users[client % USERS] ?? { credential: '', token: '' };

export const ceiling = contender<State>({
  name: 'ceiling',
  database: 'sqlite',
  launch: ({ port, dataDir }) => ({
    command: [process.execPath, fileURLToPath(new URL('../servers/ceiling.ts', import.meta.url))],
    env: { PORT: String(port), DATA_DIR: dataDir },
  }),
  ready: '/ok',
  signUp,
  scenarios: [
    {
      name: 'session-check',
      concurrency: 32,
      prepare: (state, client, { port }) => {
        const request = getRequest(port, '/session', `Cookie: s=${userOf(state, client).token}\r\n`);
        return async (connection) => {
          expectStatus(await connection.send(request));
        };
      },
    },
    {
      name: 'passkey-sign-in',
      concurrency: 16,
      prepare: (state, client) => async (connection) => {
        const { challenge } = jsonOf<{ challenge: string }>(await connection.post('/options', '', {}));
        const assertion = state.key.assert(challenge, userOf(state, client).credential);
        expectStatus(await connection.post('/verify', '', assertion));
      },
    },
  ],
});
