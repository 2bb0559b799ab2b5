// PostgreSQL: a second proof finishes one change, however many are asked for at the same moment.

import { beforeAll, expect, test } from 'vitest';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import {
  giveRecoveryKey,
  giveSecondKey,
  secondKeyOptions,
} from '../../packages/server/src/app/step-up/second-proof.ts';
import { removeWebhook } from '../../packages/server/src/app/webhook/remove.ts';
import { makeId } from '../../packages/server/src/domain/id.ts';
import { listOpenHolds } from '../../packages/server/src/storage/hold.ts';
import { makeAccount, ROAMING, signIn } from '../support/accounts.ts';
import { makeChannel } from '../support/channels.ts';
import { makeDeps } from '../support/deps.ts';
import { keyAt } from '../support/keys.ts';
import { describeOn } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';

const ROUNDS = 8;
const CHANGES = 4;
const noChannel = makeId('chan', new Uint8Array(16));

describeOn('postgres', 'a second proof', (database) => {
  /** As several servers would: each with connections of its own. */
  const nodes: Deps[] = [];
  beforeAll(async () => {
    for (let node = 0; node < CHANGES; node++) {
      const deps = makeDeps(database.open({ connectionsMax: 2 }));
      await deps.store.ping();
      nodes.push(deps);
    }
  });

  test.each(['another key', 'a recovery key'])('by %s finishes exactly one of four changes at once', async (by) => {
    const deps = makeDeps(database.store);
    for (let round = 0; round < ROUNDS; round++) {
      const made = await makeAccount(deps, { tier: 'advanced', keys: [ROAMING, ROAMING, ROAMING] });
      const caller = await signIn(deps, made);
      const webhooks = await Promise.all(nodes.map(() => makeChannel(deps, made.id)));
      if (by === 'a recovery key') {
        factsOf(await giveRecoveryKey(deps, caller, { recoveryKey: made.recoveryKeys[0] ?? '' }));
      } else {
        const options = factsOf(await secondKeyOptions(deps, caller));
        factsOf(await giveSecondKey(deps, caller, { response: keyAt(made, 1).authenticator.assert(options) }));
      }
      const answers = await Promise.all(
        nodes.map((node, at) => removeWebhook(node, caller, 'account', { webhookId: webhooks[at] ?? noChannel })),
      );
      const atOnce = answers.filter((answer) => factsOf(answer).hold === null);
      expect(atOnce).toHaveLength(1);
      const waiting = await database.store.read((tx) => listOpenHolds(tx, made.id));
      expect(waiting.map(({ proofs }) => proofs)).toEqual([1, 1, 1]);
    }
  });
});
