// The document: as its published schema says, with every table and column that has something of the person, of nobody else,
// and with nothing that opens anything.

import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { PERSON_COLUMNS } from '../../../../../test/storage/person-columns.ts';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { approve, makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { setEmail } from '../../storage/account.ts';
import { HELD } from '../../storage/held-data.ts';
import { lockAccountNow } from '../account/lock.ts';
import { renameAccount } from '../account/rename.ts';
import { record } from '../record.ts';
import { writeHeldDocument } from './held-document.ts';

interface HeldDocument {
  readonly account: string;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const schema = JSON.parse(
  readFileSync(new URL('../../../../../docs/held-data.schema.json', import.meta.url), 'utf8'),
) as object;

it('has of each table the columns that were decided on, and no other', () => {
  const decided = Object.entries(PERSON_COLUMNS).filter(([, { given }]) => given.length > 0);
  expect(HELD).toEqual(Object.fromEntries(decided.map(([table, { given }]) => [table, given])));
});

describeUseCaseOnBoth('the document of what is held', (world) => {
  const documentOf = async (about: { readonly id: never; readonly email: string }) => {
    let text = '';
    for await (const chunk of writeHeldDocument(world.deps, about, TEST_TIME)) text += chunk;
    return { text, document: JSON.parse(text) as HeldDocument };
  };

  it('is as its schema says, with all that is the person’s and nothing that is another’s', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const stranger = await makeAccount(world.deps);
    await signIn(world.deps, holder);
    await makeChannel(world.deps, holder.id, { label: 'My hook' });
    const { text, document } = await documentOf(holder as never);
    const check = new Ajv2020.default({ allowUnionTypes: true }).compile(schema);
    expect(check(document), JSON.stringify(check.errors)).toBe(true);
    expect(document.tables.account).toMatchObject([{ id: holder.id, email: holder.email }]);
    expect(document.tables.credential?.map(({ nickname }) => nickname)).toEqual(['This laptop', 'Blue key']);
    expect(document.tables.recovery_contact).toHaveLength(2);
    expect(document.tables.alert_channel).toMatchObject([{ label: 'My hook' }]);
    expect(document.tables.training_exclusion).toHaveLength(1);
    for (const { account } of contacts) expect(text).not.toContain(account.id);
    expect(text).not.toContain(stranger.id);
    // By their columns: an address made by chance may hold such letters.
    expect(text).not.toMatch(/(?:_hash|sealed|phc|salt)":/);
    const [contact] = contacts;
    const other = await documentOf(contact?.account as never);
    expect(other.document.tables.recovery_contact).toMatchObject([{ email: contact?.account.email }]);
    expect(other.text).not.toContain(holder.id);
  });

  it('gives what a recovery contact’s key signed to that contact, and not to whom they approved', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [contact] = contacts;
    const [key] = contact?.account.keys ?? [];
    if (!contact || !key) throw new Error('there is a contact with a key');
    await begin(world.deps, holder, asker(TEST_TIME));
    factsOf(await approve(world.deps, contact, TEST_TIME + 1000));
    const holders = await documentOf(holder as never);
    expect(holders.document.tables.recovery_approval).toMatchObject([{ contact_id: contact.id, receipt: null }]);
    expect(holders.text).not.toContain(key.externalId);
    const own = await documentOf(contact.account as never);
    expect(own.document.tables.recovery_approval).toMatchObject([{ receipt: expect.stringContaining(key.externalId) }]);
  });

  it('names no contact of whoever had the address before, and none of the operator’s machines', async () => {
    const { contacts } = await makeTrusting(world.deps, 1, 1);
    const [contact] = contacts;
    if (!contact) throw new Error('there is a contact');
    await world.deps.store.write((tx) => setEmail(tx, contact.account.id, `moved-${contact.account.email}`, TEST_TIME));
    const heir = await makeAccount(world.deps, { email: contact.account.email });
    factsOf(await renameAccount(world.deps, await signIn(world.deps, heir), { displayName: 'Heir' }));
    factsOf(await lockAccountNow(world.deps, await signIn(world.deps, heir)));
    await world.deps.store.write((tx) =>
      tx.q.updateTable('outbox').set({ last_error: 'connect ECONNREFUSED 10.20.30.40:25' }).execute(),
    );
    const { document, text } = await documentOf(heir as never);
    expect(document.tables.recovery_contact).toEqual([]);
    expect(document.tables.outbox?.length).toBeGreaterThan(0);
    expect(text).not.toContain('10.20.30.40');
  });

  it('has every row of a long history, each once', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write(async (tx) => {
      for (let index = 0; index < 1203; index++) {
        await record(world.deps, tx, makeCaller(), 'account.rename', account, { done: true }, { subject: `${index}` });
      }
    });
    const { document } = await documentOf(account as never);
    const subjects = document.tables.audit_event?.map(({ subject }) => Number(subject)).toSorted((a, b) => a - b);
    expect(subjects).toEqual(Array.from({ length: 1203 }, (_, index) => index));
  });
});
