// “This is not them”: by the link of a contact's mail, once a case; it tells the holder and holds the recovery up, and its
// end comes all the same.

import { expect, it } from 'vitest';
import { makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { approve, makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { readRecovery } from '../recovery/read.ts';
import { ASK_MS, makeAskLink } from './ask-link.ts';
import { listContactCases } from './cases.ts';
import { readAsk, sayNotThem } from './not-them.ts';

const DAY_MS = 24 * HOUR_MS;
const OVER = TEST_TIME + 72 * HOUR_MS;
const GONE = refuse({ tag: 'link-refused' });

describeUseCaseOnBoth('“This is not them”', (world) => {
  const asked = async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [mia] = contacts;
    if (!mia) throw new Error('there is a contact');
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    const [hold] = await world.deps.store.read((tx) => listOpenHolds(tx, holder.id));
    if (!hold) throw new Error('a recovery is open');
    const about = { contactId: mia.id, holdId: hold.id, expiresAt: TEST_TIME + ASK_MS };
    return { holder, mia, proofs, hold, link: makeAskLink(world.deps.keyRing, about) };
  };
  const at = (now: number) => makeCaller({ now, network: 'a mail scanner' });
  const press = (link: string, now: number) => leaves(world.deps, () => sayNotThem(world.deps, at(now), { link }));
  const read = async (proofs: { readonly caseSecret: string }, now: number) =>
    factsOf(await readRecovery(world.deps, asker(now), proofs));

  it('is read as often as mail scanners like, and changes nothing by that', async () => {
    const { link, proofs } = await asked();
    for (const _ of [1, 2]) {
      const left = await leaves(world.deps, () => readAsk(world.deps, at(TEST_TIME), { link }));
      expect(factsOf(left.answer)).toEqual({
        name: 'Ada',
        caseNumber: proofs.caseNumber,
        startedAt: TEST_TIME,
        ripensAt: OVER,
        state: 'waiting',
        used: false,
      });
      expect(left.changed).toEqual([]);
    }
  });

  it('tells both, and keeps the contact needed for 60 days after the wait instead of 30', async () => {
    const { holder, mia, link, proofs } = await asked();
    const left = await press(link, TEST_TIME + HOUR_MS);
    expect(factsOf(left.answer)).toEqual({ neededUntil: OVER + 60 * DAY_MS });
    expect(left.alerts).toEqual([
      `${mia.account.email}: contact.not-them done`,
      `${holder.email}: contact.objected done`,
    ]);
    // The hold remembers that its holder was told, and nothing else of it changes.
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox', 'recovery_objection']);
    expect(await read(proofs, OVER + 30 * DAY_MS)).toMatchObject({ state: 'waiting', waitsFor: 'contacts' });
    expect(await read(proofs, OVER + 60 * DAY_MS - 1)).toMatchObject({ state: 'waiting' });
    expect(await read(proofs, OVER + 60 * DAY_MS)).toMatchObject({ state: 'ripe' });
  });

  it('acts once a case, takes an approval back, and leaves the contact free to approve after all', async () => {
    const { mia, link, proofs } = await asked();
    factsOf(await approve(world.deps, mia, TEST_TIME + 1));
    factsOf((await press(link, TEST_TIME + 2)).answer);
    expect((await read(proofs, TEST_TIME + 3)).contacts).toEqual({ needed: 1, approved: 0 });
    const again = await press(link, TEST_TIME + 3);
    expect(again).toMatchObject({ answer: GONE, changed: [] });
    expect(factsOf(await readAsk(world.deps, at(TEST_TIME + 3), { link })).used).toBe(true);
    factsOf(await approve(world.deps, mia, TEST_TIME + 4));
    expect(await read(proofs, OVER)).toMatchObject({ state: 'ripe' });
  });

  it('closes no recovery that is open: its holder is told, and the window goes on', async () => {
    const { holder, mia, link, proofs } = await asked();
    factsOf(await approve(world.deps, mia, TEST_TIME + 1));
    const left = await press(link, OVER);
    expect(factsOf(left.answer)).toEqual({ neededUntil: null });
    expect(left.alerts).toContain(`${holder.email}: contact.objected done`);
    expect(await read(proofs, OVER + DAY_MS)).toMatchObject({ state: 'ripe' });
  });

  it('is said from the contact’s page too, by a link of the same kind', async () => {
    const { mia } = await asked();
    const caller = await signIn(world.deps, mia.account);
    const [one] = factsOf(await listContactCases(world.deps, caller)).cases;
    factsOf((await press(one?.notThem ?? '', TEST_TIME + 1)).answer);
    const [after] = factsOf(await listContactCases(world.deps, caller)).cases;
    expect(after).toMatchObject({ objectedAt: TEST_TIME + 1, goesOnAt: OVER + 60 * DAY_MS });
  });

  it('is refused where the case has ended, the contact does not count, or the link is none', async () => {
    const { holder, mia, link, hold } = await asked();
    const late = { contactId: mia.id, holdId: hold.id, expiresAt: TEST_TIME };
    expect((await press(makeAskLink(world.deps.keyRing, late), TEST_TIME)).answer).toEqual(GONE);
    const other = await asked();
    const crossed = makeAskLink(world.deps.keyRing, {
      contactId: mia.id,
      holdId: other.hold.id,
      expiresAt: TEST_TIME + ASK_MS,
    });
    expect((await press(crossed, TEST_TIME)).answer).toEqual(GONE);
    await world.deps.store.write((tx) => endHold(tx, holder.id, hold.id, 'vetoed', TEST_TIME));
    const left = await press(link, TEST_TIME + 1);
    expect(left).toMatchObject({ answer: refuse({ tag: 'recovery-ended' }), changed: [] });
  });

  it('may be guessed at a few times per network, which never holds up a link of ours', async () => {
    const { link } = await asked();
    const caller = makeCaller({ network: 'guesser' });
    for (let guess = 0; guess < LIMITS['code.network'].points; guess++) {
      expect(await sayNotThem(world.deps, caller, { link: 'hfc_a.guess' })).toEqual(GONE);
    }
    expect(await sayNotThem(world.deps, caller, { link: 'hfc_a.guess' })).toMatchObject({
      refusal: { tag: 'throttled' },
    });
    expect((await sayNotThem(world.deps, caller, { link })).allowed).toBe(true);
  });
});
