// Holdfast as a contender: the built server, on SQLite and on PostgreSQL, with a thousand and with a million accounts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Contender, contender, type Operation, type Scenario } from '../contender.ts';
import { type Connection, expectStatus, getRequest, jsonOf } from '../load/connection.ts';
import { MailSink } from '../load/mail-sink.ts';
import { nameServerAt, Receivers } from '../load/receivers.ts';
import { SigningKey } from '../load/signing-key.ts';
import { webhookHeldUp } from './holdfast-held-up.ts';
import { eventsSealed } from './holdfast-log.ts';
import {
  credentialIdOf,
  deviceTokenOf,
  emailOf,
  PASSWORD,
  populate,
  SECRETS_SETTING,
  sessionTokenOf,
  userHandleOf,
} from './holdfast-population.ts';
import { whileReading } from './holdfast-reads.ts';
import { ACTIVE, API, CLIENTS_MAX, headersOf, pick, type State } from './holdfast-state.ts';
import { trainingBatch } from './holdfast-training.ts';

/** As `npm start` starts it: the flags that bound the heap, and the built server. */
function startArguments(): readonly string[] {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, ...flags] = String(scripts.start).split(' ');
  return [...flags.slice(0, -1), join(root, String(flags.at(-1)))];
}

const sessionCheck: Scenario<State> = {
  name: 'session-check',
  concurrency: CLIENTS_MAX,
  prepare:
    (state, client, { port }) =>
    async (connection) => {
      const number = pick(state, client, client % 2 === 0 ? 0 : 1);
      const cookie = `Cookie: holdfast=${sessionTokenOf(number)}\r\n`;
      expectStatus(await connection.send(getRequest(port, `${API}/session`, cookie)));
    },
};

async function signInAs(number: number, { key, origin }: State, connection: Connection): Promise<void> {
  const withDevice = `${headersOf(origin)}Cookie: holdfast-device=${deviceTokenOf(number)}\r\n`;
  const options = await connection.post(`${API}/sign-in/key-options`, withDevice, {});
  const { challenge } = jsonOf<{ challenge: string }>(options);
  const response = key.assert(challenge, credentialIdOf(number), userHandleOf(number));
  expectStatus(await connection.post(`${API}/sign-in/key`, withDevice, { response }));
}

const signInWithKey =
  (tier: 0 | 1) =>
  (state: State, client: number): Operation =>
  (connection) =>
    signInAs(pick(state, client, tier), state, connection);

const passkeySignIn: Scenario<State> = { name: 'passkey-sign-in', concurrency: 16, prepare: signInWithKey(0) };

/** The same with an alert: written with the sign-in, and then delivered. */
const alertedSignIn: Scenario<State> = {
  name: 'passkey-sign-in (alerted)',
  concurrency: 16,
  prepare: signInWithKey(1),
};

/** The first step. Each comes from a network of its own, as throttles count by network. */
const passwordSignIn: Scenario<State> = {
  name: 'password-sign-in',
  concurrency: 8,
  prepare: (state, client) => {
    const headers = headersOf(state.origin);
    return async (connection) => {
      const network = `X-Forwarded-For: ${[5, 0, 0, 0].map((low) => low + Math.floor(Math.random() * 200)).join('.')}\r\n`;
      const person = { email: emailOf(pick(state, client, 0)), password: PASSWORD };
      expectStatus(await connection.post(`${API}/sign-in/password`, headers + network, person));
    };
  },
};

/** Each client waits until the mail server has taken its alert: what is committed a second is delivered a second. */
const alertsDrained: Scenario<State> = {
  name: 'alerts drained',
  concurrency: CLIENTS_MAX,
  prepare: (state, client) => async (connection) => {
    const number = pick(state, client, 1);
    const taken = state.mail?.next(emailOf(number));
    await signInAs(number, state, connection);
    await taken;
  },
};

/** Nobody waits for the delivery, which goes on beside. */
const alertsCommitted: Scenario<State> = { ...alertedSignIn, name: 'alerts committed' };

const whileHashing: Scenario<State> = {
  ...sessionCheck,
  name: 'session-check (hashing)',
  beside: passwordSignIn,
};

/** The same with every account as active as every other: nobody's rows are in any cache. */
const withAll = (scenario: Scenario<State>): Scenario<State> => ({
  ...scenario,
  name: `${scenario.name} (all active)`,
  prepare: (state, client, place) => scenario.prepare({ ...state, active: state.accounts }, client, place),
});

const atScale = [sessionCheck, passkeySignIn, withAll(sessionCheck), withAll(passkeySignIn), trainingBatch];

/** From a server's own port to that of the mail server beside it, and to those of the receivers of webhooks. */
const MAIL_PORT = 3;
const RECEIVERS_PORT = 4;
const FROM = 'Holdfast <security@holdfast.example>';

const alertSettings = (port: number) => ({
  HOLDFAST_SMTP_URL: `smtp://127.0.0.1:${port + MAIL_PORT}`,
  HOLDFAST_MAIL_FROM: FROM,
  HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes',
  HOLDFAST_DNS_SERVERS: nameServerAt(port + RECEIVERS_PORT),
});

function on(database: 'sqlite' | 'postgres', accounts: number, part: '' | '/alerts' = ''): Contender {
  const isLarge = accounts > ACTIVE;
  const states = new Map<string, State>();
  const sinks = new Map<number, MailSink>();
  const sinkAt = async (port: number): Promise<MailSink> => {
    const sink = sinks.get(port) ?? (await MailSink.listen(port));
    sinks.set(port, sink);
    return sink;
  };
  const receivers = new Map<number, Receivers>();
  const receiversAt = async (port: number): Promise<Receivers> => {
    const kept = receivers.get(port) ?? (await Receivers.listen(port));
    receivers.set(port, kept);
    return kept;
  };
  return contender<State>({
    name: `holdfast/${database}${isLarge ? `/${accounts}` : part}`,
    database,
    launch: ({ port, managementPort, dataDir, databaseUrl }) => ({
      command: [process.execPath, ...startArguments()],
      env: {
        HOLDFAST_DATA_DIR: dataDir,
        HOLDFAST_PORT: String(port),
        HOLDFAST_MANAGEMENT_PORT: String(managementPort),
        HOLDFAST_PUBLIC_URL: `http://localhost:${port}`,
        HOLDFAST_SECRETS: SECRETS_SETTING,
        HOLDFAST_TRUSTED_PROXIES: '127.0.0.1',
        HOLDFAST_LOG_LEVEL: 'warn',
        ...(databaseUrl === null ? {} : { HOLDFAST_DATABASE_URL: databaseUrl }),
        ...(part === '' ? {} : alertSettings(port)),
      },
    }),
    ready: `${API}/platform`,
    seed: async (place) => {
      const kept = states.get(place.dataDir);
      if (kept) return kept;
      const origin = `http://localhost:${place.port}`;
      const mail = part === '' ? null : await sinkAt(place.port + MAIL_PORT);
      const key = new SigningKey(origin);
      const webhooks = {
        receivers: part === '' ? null : await receiversAt(place.port + RECEIVERS_PORT),
        withWebhooks: new Set<number>(),
      };
      const state: State = { origin, key, accounts, active: ACTIVE, mail, ...webhooks };
      await populate(place, state.key, accounts);
      if (isLarge) states.set(place.dataDir, state);
      return state;
    },
    ...(isLarge ? { lasting: true as const } : {}),
    scenarios: isLarge
      ? atScale
      : part === '/alerts'
        ? [alertsDrained, alertsCommitted, webhookHeldUp]
        : [
            sessionCheck,
            whileHashing,
            whileReading(sessionCheck),
            passkeySignIn,
            alertedSignIn,
            passwordSignIn,
            eventsSealed,
          ],
  });
}

/** @param many the larger number of accounts */
export const holdfast = (many: number): readonly Contender[] => [
  on('sqlite', ACTIVE),
  on('postgres', ACTIVE),
  on('sqlite', ACTIVE, '/alerts'),
  on('postgres', ACTIVE, '/alerts'),
  on('sqlite', many),
  on('postgres', many),
];
