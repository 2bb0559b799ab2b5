// Waits until a running server has delivered everything that it had to tell: a recovery opens no sooner than a day after
// its alert was accepted, so a test that moves the clock waits for the mail first.

import type { TestServer } from './running-server.ts';

const PATIENCE_MS = 10_000;

export async function allDelivered({ managementUrl }: Pick<TestServer, 'managementUrl'>): Promise<void> {
  const givesUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < givesUpAt) {
    const text = await (await fetch(`${managementUrl}/metrics`)).text();
    if (/outbox_pending 0\n/.test(text)) return;
    await new Promise((turn) => setTimeout(turn, 10));
  }
  throw new Error('the outbox did not become empty');
}
