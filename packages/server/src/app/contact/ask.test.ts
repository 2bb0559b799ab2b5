// Asking the contacts: each who stands hears of a recovery that needs approvals, and nobody of one that does not.

import { expect, it } from 'vitest';
import type { MadeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { invite, makeTrusting } from '../../../../../test/support/contacts.ts';
import { deliverMailOnce } from '../../../../../test/support/deliver-mail-once.ts';
import { asker, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { mailboxMailer } from '../../platform/mail.ts';
import { setStandard } from '../../storage/account.ts';
import { beginRecovery } from '../recovery/begin.ts';
import { readAskLink } from './ask-link.ts';

describeUseCase('a recovery that begins', (world) => {
  const beginOnly = ({ email, recoveryKeys: [recoveryKey = ''] }: MadeAccount) =>
    beginRecovery(world.deps, asker(TEST_TIME), { email, recoveryKey });

  it('is told to each contact in a mail of their own, and to nobody who was only invited', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    await invite(world.deps, holder, 'only-invited@example.org');
    const left = await leaves(world.deps, () => beginOnly(holder));
    expect(left.alerts).toEqual([
      `${holder.email}: recovery.begin done`,
      ...contacts.map(({ account }) => `${account.email}: contact.asked done`),
    ]);
    expect(left.events.slice(1)).toMatchObject(
      contacts.map(({ account }) => ({
        account_id: account.id,
        actor: 'system',
        subject: holder.email,
        effective_at: TEST_TIME + 72 * HOUR_MS,
        ip: null,
      })),
    );
  });

  it('is not told to a contact whose account is protected no more', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [gone, stays] = contacts;
    if (!gone || !stays) throw new Error('there are two');
    await world.deps.store.write((tx) => setStandard(tx, gone.account.id));
    const left = await leaves(world.deps, () => beginOnly(holder));
    expect(left.alerts.slice(1)).toEqual([`${stays.account.email}: contact.asked done`]);
  });

  it('asks nobody where no approval is needed', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 0);
    const left = await leaves(world.deps, () => beginOnly(holder));
    expect(left.alerts).toEqual([`${holder.email}: recovery.begin done`]);
  });

  it('mails the contact their own two buttons, and no button over the contact’s account', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const contact = contacts[0];
    if (!contact) throw new Error('there is a contact');
    factsOf(await beginOnly(holder));
    const mailbox = mailboxMailer();
    while ((await deliverMailOnce(world.deps, mailbox, () => TEST_TIME)) > 0);
    const mail = mailbox.list().find(({ to, subject }) => to === contact.account.email && /approval/.test(subject));
    const [, token = ''] = /http:\/\/localhost:8400\/not-them#(\S+)/.exec(mail?.text ?? '') ?? [];
    expect(readAskLink(world.deps.keyRing, token, TEST_TIME)).toMatchObject({ contactId: contact.id });
    expect(mail?.text).toContain('http://localhost:8400/contacts');
    expect(mail?.text).not.toContain('not-me');
  });
});
