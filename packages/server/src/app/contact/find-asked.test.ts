// The recoveries that a contact is asked about: each open one of the holder's that needs approvals, and no other.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { findContact } from '../../storage/recovery-contact.ts';
import { ASK_MS } from './ask-link.ts';
import { findAskedByLink, listAskedAbout } from './find-asked.ts';

describeUseCaseOnBoth('what a contact is asked about', (world) => {
  const asked = async (needed: number) => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, needed);
    const id = contacts[0]?.id;
    if (!id) throw new Error('there is a contact');
    const numbers = async () =>
      world.deps.store.read(async (tx) => {
        const contact = await findContact(tx, id);
        return contact ? (await listAskedAbout(tx, contact, TEST_TIME)).map(({ row }) => row.case_number) : null;
      });
    return { holder, id, numbers };
  };

  it('is each recovery that runs, by its number, until it ends', async () => {
    const { holder, numbers } = await asked(1);
    expect(await numbers()).toEqual([]);
    const cases = [
      await begin(world.deps, holder, asker(TEST_TIME)),
      await begin(world.deps, holder, asker(TEST_TIME), 1),
    ];
    expect((await numbers())?.sort()).toEqual(cases.map(({ caseNumber }) => caseNumber).sort());
    await world.deps.store.write(async (tx) => {
      for (const hold of await listOpenHolds(tx, holder.id)) await endHold(tx, holder.id, hold.id, 'vetoed', TEST_TIME);
    });
    expect(await numbers()).toEqual([]);
  });

  it('is none that needs no approval', async () => {
    const { holder, numbers } = await asked(0);
    await begin(world.deps, holder, asker(TEST_TIME));
    expect(await numbers()).toEqual([]);
  });

  it('is found by the link of a mail, ended or not, and never for another holder’s recovery', async () => {
    const { holder, id } = await asked(1);
    await begin(world.deps, holder, asker(TEST_TIME));
    const other = await asked(1);
    await begin(world.deps, other.holder, asker(TEST_TIME));
    const find = (contactId: typeof id, of: typeof holder) =>
      world.deps.store.read(async (tx) => {
        const [hold] = await listOpenHolds(tx, of.id);
        if (!hold) throw new Error('a recovery is open');
        return findAskedByLink(tx, { contactId, holdId: hold.id, expiresAt: TEST_TIME + ASK_MS }, TEST_TIME);
      });
    expect(factsOf(await find(id, holder)).holder.id).toBe(holder.id);
    expect(await find(id, other.holder)).toMatchObject({ refusal: { tag: 'link-refused' } });
  });
});
