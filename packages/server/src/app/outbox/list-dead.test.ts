// Dead letters: an operator sees that there are some and why, never what they say or to whom.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { deadLetters, GIVEN_UP_AT } from '../../../../../test/support/dead-letters.ts';
import { deliverMailOnce } from '../../../../../test/support/deliver-mail-once.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { mailboxMailer } from '../../platform/mail.ts';
import { sendMail } from '../mail/send-mail.ts';
import { record } from '../record.ts';
import { listDead } from './list-dead.ts';

describeUseCaseOnBoth('dead letters', (world) => {
  const { operator, giveUp, rows } = deadLetters(world);

  it('are none as long as everything is delivered or still tried', async () => {
    const caller = await operator();
    expect(factsOf(await listDead(world.deps, caller, {}))).toEqual({ total: 0, undelivered: [], next: null });
    const account = await makeAccount(world.deps);
    await world.deps.store.write((tx) => record(world.deps, tx, makeCaller(), 'password.set', account, { done: true }));
    expect(factsOf(await listDead(world.deps, caller, {})).total).toBe(0);
  });

  it('say by which way, since when and why, and neither whom nor what', async () => {
    const caller = await operator();
    await makeChannel(world.deps, null, { label: 'Watch' });
    const account = await giveUp(1, '550 <ada@example.com> unknown');
    const seen = factsOf(await listDead(world.deps, caller, {}));
    expect(seen.total).toBe(2);
    expect(seen.undelivered).toEqual(
      expect.arrayContaining([
        {
          id: expect.stringMatching(/^alrt_/),
          channel: 'mail',
          of: 'alert',
          name: null,
          madeAt: TEST_TIME,
          givenUpAt: GIVEN_UP_AT,
          attempts: 45,
          error: '550 (an address) unknown',
        },
        expect.objectContaining({ channel: 'webhook', of: 'platform', name: 'Watch' }),
      ]),
    );
    const text = JSON.stringify(seen);
    for (const secret of [account.id, account.email, 'ada@example.com', 'password']) expect(text).not.toContain(secret);
  });

  it('do not show the operator what a holder calls a channel of their own', async () => {
    const caller = await operator();
    const account = await makeAccount(world.deps);
    await makeChannel(world.deps, account.id, { label: 'Diary of Ada' });
    await world.deps.store.write((tx) => record(world.deps, tx, makeCaller(), 'password.set', account, { done: true }));
    await giveUp(0);
    const { undelivered } = factsOf(await listDead(world.deps, caller, {}));
    expect(undelivered.map(({ channel, name }) => [channel, name])).toEqual(
      expect.arrayContaining([
        ['webhook', null],
        ['mail', null],
      ]),
    );
    expect(JSON.stringify(undelivered)).not.toContain('Diary');
  });

  it('come fifty at a time, the newest first', async () => {
    const caller = await operator();
    await giveUp(53);
    const first = factsOf(await listDead(world.deps, caller, {}));
    const second = factsOf(await listDead(world.deps, caller, { before: first.next ?? undefined }));
    expect([first.total, first.undelivered.length, second.undelivered.length, second.next]).toEqual([53, 50, 3, null]);
    const ids = [...first.undelivered, ...second.undelivered].map(({ id }) => id);
    expect(ids).toEqual((await rows()).map(({ id }) => id).reverse());
  });

  it('with a code that has run out are not sent any more: nobody is helped by it', async () => {
    const content = { kind: 'email-code', code: '314159', expiresAt: TEST_TIME + 10 * 60_000 } as const;
    await world.deps.store.write(async (tx) =>
      sendMail(world.deps, tx, { to: 'ada@example.com', content, accountId: null, now: TEST_TIME }),
    );
    const mailbox = mailboxMailer();
    await deliverMailOnce(world.deps, mailbox, () => TEST_TIME + 10 * 60_000);
    expect(mailbox.list()).toEqual([]);
    expect(await rows()).toMatchObject([
      {
        done_at: TEST_TIME + 10 * 60_000,
        dead_at: null,
        payload_sealed: null,
        last_error: 'what it carried has expired',
      },
    ]);
  });
});
