// Answering an invitation: only the account with its address, protected, with its own key; the holder hears of it.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accept, invite, makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { INVITATION_MS } from '../../domain/contact/contact.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import { acceptContact, acceptOptions, declineContact } from './answer.ts';

describeUseCase('accepting an invitation', (world) => {
  const invited = async (now = TEST_TIME) => {
    const holder = await makeAccount(world.deps, { tier: 'advanced', at: TEST_TIME - 2 * INVITATION_MS });
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    return { holder, account, id: await invite(world.deps, holder, account.email, now) };
  };
  const statesOf = async (holder: MadeAccount) =>
    (await world.deps.store.read((tx) => listContacts(tx, holder.id))).map(({ state }) => state);

  it('needs one touch of one’s own key, and is told on both accounts', async () => {
    const { holder, account, id } = await invited();
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => accept(world.deps, caller, id, account.keys[1]));
    const from = TEST_TIME + 72 * 3_600_000;
    expect(left.answer).toEqual(allow({ countsFrom: from }));
    expect(left.alerts).toEqual([`${holder.email}: contact.accepted done`, `${account.email}: contact.accept done`]);
    expect(left.events).toMatchObject([
      {
        account_id: holder.id,
        actor: 'system',
        ip: null,
        session_id: null,
        subject: account.email,
        effective_at: from,
      },
      { account_id: account.id, actor: 'holder', subject: holder.email, key_name: account.keys[1]?.nickname },
    ]);
    expect(await statesOf(holder)).toEqual(['active']);
  });

  it('is refused to every other account, also where the mail was forwarded', async () => {
    const { holder, id } = await invited();
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    const left = await leaves(world.deps, async () =>
      accept(world.deps, await signIn(world.deps, other), id, other.keys[0]),
    );
    expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
    expect(await statesOf(holder)).toEqual(['invited']);
  });

  it('is refused after 14 days, and once it is withdrawn, declined or accepted', async () => {
    const late = await invited(TEST_TIME - INVITATION_MS);
    const caller = await signIn(world.deps, late.account);
    expect(await accept(world.deps, caller, late.id, late.account.keys[0])).toEqual(refuse({ tag: 'not-found' }));
    const { account, id } = await invited();
    const again = await signIn(world.deps, account);
    expect((await accept(world.deps, again, id, account.keys[0])).allowed).toBe(true);
    expect(await accept(world.deps, again, id, account.keys[0])).toEqual(refuse({ tag: 'not-found' }));
  });

  it('takes a touch once, for this invitation, in this session, by a key of this account', async () => {
    const { holder, account, id } = await invited();
    const caller = await signIn(world.deps, account);
    const options = factsOf(await acceptOptions(world.deps, caller, { contactId: id }));
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    const foreign = other.keys[0]?.authenticator.assert({ ...options, allowCredentials: [] });
    const elsewhere = account.keys[0]?.authenticator.assert(
      factsOf(await acceptOptions(world.deps, await signIn(world.deps, account), { contactId: id })),
    );
    for (const response of [foreign, elsewhere]) {
      if (!response) throw new Error('both have keys');
      expect(await acceptContact(world.deps, caller, { contactId: id, response })).toMatchObject({
        allowed: false,
        refusal: { tag: 'ceremony-failed' },
      });
    }
    expect(await statesOf(holder)).toEqual(['invited']);
  });

  it('makes one account a contact of the same holder only once', async () => {
    const { holder, account, id } = await invited();
    const caller = await signIn(world.deps, account);
    factsOf(await accept(world.deps, caller, id, account.keys[0]));
    // Invited under another address, which has since become this account's.
    const second = await invite(world.deps, holder, 'second@example.org', TEST_TIME);
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('recovery_contact')
        .set({ email_key: account.email, email: account.email })
        .where('id', '=', second)
        .execute(),
    );
    expect(await accept(world.deps, caller, second, account.keys[0])).toEqual(refuse({ tag: 'contact-exists' }));
  });
});

describeUseCase('declining', (world) => {
  it('ends an invitation, and the holder is told', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced' });
    const account = await makeAccount(world.deps);
    const contactId = await invite(world.deps, holder, account.email, TEST_TIME);
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => declineContact(world.deps, caller, { contactId }));
    expect(left.answer).toEqual(allow({}));
    expect(left.alerts).toEqual([`${holder.email}: contact.declined done`, `${account.email}: contact.decline done`]);
    expect(left.changed).toEqual(['audit_event', 'outbox', 'recovery_contact']);
    expect(await declineContact(world.deps, caller, { contactId })).toEqual(refuse({ tag: 'not-found' }));
  });

  it('lets a contact stop at once', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [mia] = contacts;
    if (!mia) throw new Error('there is a contact');
    const caller = await signIn(world.deps, mia.account);
    const left = await leaves(world.deps, () => declineContact(world.deps, caller, { contactId: mia.id }));
    expect(left.alerts).toContain(`${holder.email}: contact.left done`);
    expect(await world.deps.store.read((tx) => listContacts(tx, holder.id))).toEqual([]);
  });

  it('of somebody else’s invitation is as if there were none', async () => {
    const { contacts } = await makeTrusting(world.deps, 1, 0);
    const stranger = await signIn(world.deps, await makeAccount(world.deps));
    const contactId = contacts[0]?.id;
    if (!contactId) throw new Error('there is a contact');
    expect(await declineContact(world.deps, stranger, { contactId })).toEqual(refuse({ tag: 'not-found' }));
  });
});
