// An operator has what could not be delivered tried again: under the ids that it had, on record, and nobody else may.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { MovableClock } from '../../../../../test/support/clock.ts';
import { deadLetters } from '../../../../../test/support/dead-letters.ts';
import { deliverMailOnce } from '../../../../../test/support/deliver-mail-once.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { type AlertId, makeId } from '../../domain/id.ts';
import { mailboxMailer } from '../../platform/mail.ts';
import { systemRandom } from '../../platform/random.ts';
import { listDead } from './list-dead.ts';
import { retryDead } from './retry.ts';

describeUseCaseOnBoth('what could not be delivered', (world) => {
  const { operator, giveUp, rows } = deadLetters(world);

  it('is delivered when tried again, under its old ids, and is in the operator’s activity alone', async () => {
    const caller = await operator();
    await giveUp(3);
    const ids = (await rows()).map(({ id }) => id);
    const left = await leaves(world.deps, () => retryDead(world.deps, caller, { ids: ids.slice(0, 2) }));
    expect(left.answer).toEqual({ allowed: true, facts: { retried: 2 } });
    expect(left.events).toMatchObject([
      { operation: 'outbox.retry', account_id: caller.session.account_id, outcome: 'done', subject: '2' },
    ]);
    expect(factsOf(await listDead(world.deps, caller, {})).total).toBe(1);
    const mailbox = mailboxMailer();
    const clock = new MovableClock();
    await deliverMailOnce(world.deps, mailbox, () => clock.now());
    expect(
      mailbox
        .list()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids.slice(0, 2).sort());
    expect((await rows()).filter(({ id }) => ids.slice(0, 2).includes(id))).toMatchObject([
      { attempts: 1, dead_at: null, last_error: null },
      { attempts: 1, dead_at: null, last_error: null },
    ]);
  });

  it('is not found where somebody else has had it tried again meanwhile, or it never was', async () => {
    const caller = await operator();
    await giveUp(1);
    const ids = (await rows()).map(({ id }) => id);
    factsOf(await retryDead(world.deps, caller, { ids }));
    const missing: AlertId = makeId('alrt', systemRandom.bytes(16));
    for (const asked of [ids, [missing]]) {
      expect(await retryDead(world.deps, caller, { ids: asked })).toEqual(refuse({ tag: 'not-found' }));
    }
    expect(await rows()).toMatchObject([{ attempts: 0, dead_at: null }]);
  });

  it('is tried again by an operator’s word alone', async () => {
    await giveUp(1);
    const ids = (await rows()).map(({ id }) => id);
    for (const role of ['holder', 'support'] as const) {
      const caller = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced', role }));
      expect(await retryDead(world.deps, caller, { ids })).toEqual(refuse({ tag: 'not-permitted', why: 'role' }));
    }
    expect(await rows()).toMatchObject([{ attempts: 45 }]);
  });
});
