// One look of the mail's lane: what is due is delivered, and what could not be written down is thrown.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { Lane } from '../../packages/server/src/app/outbox/deliver.ts';
import { mailDeliverer } from '../../packages/server/src/app/outbox/deliver-mail.ts';
import type { Mailer } from '../../packages/server/src/platform/mail.ts';

/** @returns how many mails were tried. */
export async function deliverMailOnce(deps: Deps, mailer: Mailer, now: () => number): Promise<number> {
  const faults: unknown[] = [];
  const lane = new Lane({ deps, deliverer: mailDeliverer(deps, mailer), now, onFault: (error) => faults.push(error) });
  const count = await lane.start();
  await lane.settled();
  if (faults.length > 0) throw faults[0];
  return count;
}
