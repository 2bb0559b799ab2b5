// Queueing a mail: in the transaction of what it reports, sealed, due at once, and gone if that transaction is.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { OUTBOX_PURPOSE, sendMail } from './send-mail.ts';

const content = { kind: 'email-code', code: '314159', expiresAt: TEST_TIME + 1 } as const;

describeUseCase('queueing a mail', (world) => {
  it('puts it into the outbox, due at once and never tried, with nothing of it in the clear', async () => {
    const { id } = await makeAccount(world.deps);
    const mail = { to: 'ada@example.com', content, accountId: id, now: TEST_TIME };
    const left = await leaves(world.deps, () => world.deps.store.write(async (tx) => sendMail(world.deps, tx, mail)));
    expect(left.mails).toEqual([{ to: 'ada@example.com', content }]);
    expect(left.changed).toEqual(['outbox']);
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(rows).toMatchObject([
      {
        id: expect.stringMatching(/^alrt_/),
        account_id: id,
        channel: 'mail',
        created_at: TEST_TIME,
        next_at: TEST_TIME,
        attempts: 0,
        claimed_until: 0,
        done_at: null,
        dead_at: null,
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/314159|ada@example/);
    expect(world.deps.keyRing.open('other', rows[0]?.payload_sealed ?? '')).toBeNull();
    expect(world.deps.keyRing.open(OUTBOX_PURPOSE, rows[0]?.payload_sealed ?? '')).not.toBeNull();
  });

  it('that is rolled back sends nothing', async () => {
    const mail = { to: 'ada@example.com', content, accountId: null, now: TEST_TIME };
    const left = await leaves(world.deps, () =>
      world.deps.store
        .write(async (tx) => {
          sendMail(world.deps, tx, mail);
          throw new Error('the bulb broke');
        })
        .catch(() => {}),
    );
    expect(left.changed).toEqual([]);
  });
});
