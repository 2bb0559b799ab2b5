// A protected holder's webhook alert while four accounts do their best to hold it up: each has five webhooks, of which
// three are taken by a receiver that never answers and two have a name that nobody answers for any more, and signs in
// from one new browser after the other, so that each of them has something to be told without end.

import type { Scenario } from '../contender.ts';
import { type Connection, expectStatus, jsonOf } from '../load/connection.ts';
import { credentialIdOf, deviceTokenOf, userHandleOf } from './holdfast-population.ts';
import { API, headersOf, pick, type State, signedInHeaders } from './holdfast-state.ts';

const STRANGERS = 4;
const WEBHOOKS_EACH = 5;
const DEAD_EACH = 2;
/** A stranger signs in so often. */
const EVERY_MS = 250;

async function signInFrom(connection: Connection, { key, origin }: State, number: number, device: string) {
  const headers = `${headersOf(origin)}${device}`;
  const options = await connection.post(`${API}/sign-in/key-options`, headers, {});
  const { challenge } = jsonOf<{ challenge: string }>(options);
  const response = key.assert(challenge, credentialIdOf(number), userHandleOf(number));
  expectStatus(await connection.post(`${API}/sign-in/key`, headers, { response }));
}

async function addWebhook(connection: Connection, { origin }: State, number: number, url: string): Promise<void> {
  const answer = await connection.post(`${API}/webhooks`, signedInHeaders(origin, number), { name: 'Mine', url });
  if (answer.status !== 201 && answer.status !== 200) throw new Error(`webhook.add: ${answer.status} ${answer.body}`);
}

const receiversOf = ({ receivers }: State) => {
  if (!receivers) throw new Error('this contender’s receivers listen');
  return receivers;
};

/** Whoever has no webhooks yet adds them: before the warm-up is over, and once for a server. */
async function addOnce(state: State, number: number, add: () => Promise<void>): Promise<void> {
  if (state.withWebhooks.has(number)) return;
  state.withWebhooks.add(number);
  await add();
}

const strangers: Scenario<State> = {
  name: 'strangers with webhooks that are never answered',
  concurrency: STRANGERS,
  prepare: (state, client) => {
    const number = pick(state, client, 0);
    const { names, tarpitPort } = receiversOf(state);
    return async (connection) => {
      await addOnce(state, number, async () => {
        for (let webhook = 0; webhook < WEBHOOKS_EACH; webhook++) {
          const host = `w${webhook}.of-${client}.example`;
          names[host] = ['127.0.0.1'];
          await addWebhook(connection, state, number, `http://${host}:${tarpitPort}/`);
          if (webhook < DEAD_EACH) delete names[host];
        }
      });
      await signInFrom(connection, state, number, '');
      await new Promise((turn) => setTimeout(turn, EVERY_MS));
    };
  },
};

/** From the request to the webhook that has been told. */
export const webhookHeldUp: Scenario<State> = {
  name: 'webhook alert (held up)',
  concurrency: 1,
  prepare: (state) => {
    const number = pick(state, 0, 1);
    const receivers = receiversOf(state);
    const device = `Cookie: holdfast-device=${deviceTokenOf(number)}\r\n`;
    return async (connection, restart) => {
      await addOnce(state, number, () => addWebhook(connection, state, number, `http://127.0.0.1:${receivers.port}/`));
      restart();
      const told = receivers.next();
      await signInFrom(connection, state, number, device);
      await told;
    };
  },
  beside: strangers,
};
