// Whether a running server doubts its clock, as its operator sees it.

import { expect } from 'vitest';
import type { TestServer } from './running-server.ts';
import { waitUntil } from './wait-until.ts';

const DAY_MS = 86_400_000;

type Here = Pick<TestServer, 'managementUrl'>;
type Clocked = Pick<TestServer, 'managementUrl' | 'clock'>;

/** `clock_doubted 1` while it does. */
async function clockGauge({ managementUrl }: Here): Promise<string | undefined> {
  const text = await (await fetch(`${managementUrl}/metrics`)).text();
  return /^clock_doubted .*$/m.exec(text)?.[0];
}

const untilGauge = (server: Here, value: 0 | 1): Promise<void> =>
  waitUntil(async () => expect(await clockGauge(server)).toBe(`clock_doubted ${value}`));

export const untilDoubted = (server: Here): Promise<void> => untilGauge(server, 1);
export const untilBelieved = (server: Here): Promise<void> => untilGauge(server, 0);

/** The clock jumps ahead, and the server has seen it. */
export async function runAhead(server: Clocked, ms: number): Promise<void> {
  server.clock.jump(ms);
  await untilDoubted(server);
}

/** It goes back by as much, and the server has seen that too. */
export async function putRight(server: Clocked, ms: number): Promise<void> {
  server.clock.jump(-ms);
  await waitUntil(async () => {
    const said = (await (await fetch(`${server.managementUrl}/health/ready`)).json()) as { readonly notice?: string };
    expect(said.notice).toMatch(/ s behind /);
  });
}

/** It has run steadily for a day since. */
export async function believedAgain(server: Clocked): Promise<void> {
  server.clock.advance(DAY_MS);
  await untilBelieved(server);
}
