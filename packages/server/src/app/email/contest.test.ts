// A changed address is contested from the old mailbox: no recovery link goes anywhere until a key or second factor decides.

import { expect, it } from 'vitest';
import { type AccountAsked, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { linkIn } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { CONTEST_MS } from '../../domain/account/contest.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { NO_OBJECT } from '../../domain/hold/hold.ts';
import { loadAccount, setEmail } from '../../storage/account.ts';
import { findHold } from '../../storage/hold.ts';
import { setTotp } from '../../storage/verifier.ts';
import { carryOut } from '../hold/carry-out.ts';
import { startHold } from '../hold/start.ts';
import { beginRecoveryLink } from '../recovery-link/begin.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';
import { changeEmail, confirmEmail } from './change.ts';
import { contestEmail, decideEmail, readContest } from './contest.ts';
import { makeContestLink } from './contest-link.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const CHANGED = TEST_TIME - 1000;
const REFUSED = refuse({ tag: 'link-refused' });

describeUseCaseOnBoth('a changed address', (world) => {
  const changed = async (asked: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, asked);
    const now = `new-${account.email}`;
    await world.deps.store.write((tx) => setEmail(tx, account.id, now, CHANGED));
    return { account, now, link: makeContestLink(world.deps.keyRing, { accountId: account.id, changedAt: CHANGED }) };
  };
  const contest = (link: string, at = TEST_TIME) =>
    leaves(world.deps, () => contestEmail(world.deps, makeCaller({ now: at }), { link }));
  const linkTo = async (email: string) =>
    linkIn(await leaves(world.deps, () => beginRecoveryLink(world.deps, makeCaller({ network: email }), { email })));
  const load = (id: Parameters<typeof loadAccount>[1]) => world.deps.store.read((tx) => loadAccount(tx, id));

  it('is shown behind its link with both addresses masked, and looking changes nothing', async () => {
    const { link } = await changed();
    const left = await leaves(world.deps, () => readContest(world.deps, makeCaller(), { link }));
    expect(factsOf(left.answer)).toMatchObject({ changedAt: CHANGED, until: CHANGED + CONTEST_MS, contested: false });
    expect(factsOf(left.answer).to).toMatch(/^n.*•|\*|…/);
    expect(left.changed).toEqual([]);
  });

  it('is sent a recovery link until it is contested; then neither address is, and both are told', async () => {
    const { account, now, link } = await changed();
    expect(await linkTo(now)).not.toBeNull();
    const left = await contest(link);
    expect(left.answer).toEqual(allow({}));
    expect(left.alerts).toEqual([`${now}: email.contest done`, `${account.email}: email.contest done`]);
    expect([await linkTo(now), await linkTo(account.email)]).toEqual([null, null]);
  });

  it('is contested once, and within seven days', async () => {
    const once = await changed();
    await contest(once.link);
    expect((await contest(once.link)).answer).toEqual(REFUSED);
    const late = await changed();
    expect((await contest(late.link, CHANGED + CONTEST_MS)).answer).toEqual(REFUSED);
    expect((await contest('hfc_a.nothing')).answer).toEqual(REFUSED);
  });

  it('that changed again can still be contested, tells every mailbox, and goes back to the first', async () => {
    const { account, now, link } = await changed();
    const third = `third-${now}`;
    await world.deps.store.write((tx) => setEmail(tx, account.id, third, CHANGED + 1));
    const left = await contest(link);
    expect(left.alerts.toSorted()).toEqual(
      [account.email, now, third].map((to) => `${to}: email.contest done`).toSorted(),
    );
    const caller = await signIn(world.deps, account);
    const decided = await leaves(world.deps, () => decideEmail(world.deps, caller, { keep: 'old' }));
    expect(decided.answer).toEqual(allow({ email: account.email }));
    expect(decided.alerts).toHaveLength(3);
  });

  it.each(['old', 'new'] as const)('that was decided for the %s one is not contested again', async (keep) => {
    const { account, link } = await changed();
    await contest(link);
    factsOf(await decideEmail(world.deps, await signIn(world.deps, account), { keep }));
    expect((await contest(link, TEST_TIME + 1)).answer).toEqual(REFUSED);
  });

  it('cannot be changed while contested: not asked for, not confirmed, not by the second touch', async () => {
    const { account, link } = await changed();
    const caller = await signIn(world.deps, account);
    const { mails } = await leaves(world.deps, () => changeEmail(world.deps, caller, { email: 'further@example.com' }));
    const code = mails[0]?.content.kind === 'email-code' ? mails[0].content.code : '';
    await contest(link);
    const refused = refuse({ tag: 'email-contested' });
    expect(await changeEmail(world.deps, caller, { email: 'other@example.com' })).toEqual(refused);
    expect(await confirmEmail(world.deps, caller, { code })).toEqual(refused);
    const made = await world.deps.store.write(async (tx) => {
      const now = await loadAccount(tx, account.id);
      const change = { kind: 'email.change', ...NO_OBJECT, newEmail: 'further@example.com' } as const;
      return now && carryOut(world.deps, tx, now, change, TEST_TIME);
    });
    expect(made).toEqual(refused);
    factsOf(await decideEmail(world.deps, caller, { keep: 'new' }));
    factsOf(await confirmEmail(world.deps, caller, { code }));
  });

  it.each(['old', 'new'] as const)(
    'is decided by a trusted key: the %s address stays, and gets links again',
    async (keep) => {
      const { account, now, link } = await changed();
      await contest(link);
      const caller = await signIn(world.deps, account);
      const left = await leaves(world.deps, () => decideEmail(world.deps, caller, { keep }));
      const email = keep === 'old' ? account.email : now;
      expect(left.answer).toEqual(allow({ email }));
      expect(await load(account.id)).toMatchObject({ email, emailContestedAt: null });
      expect(await linkTo(email)).not.toBeNull();
    },
  );

  it.each([
    ['old', 'vetoed'],
    ['new', 'waiting'],
  ] as const)('that stays the %s one leaves a change that waits %s', async (keep, state) => {
    const { account, link } = await changed();
    const caller = await signIn(world.deps, account);
    const asked = { kind: 'email.change', newEmail: 'further@example.com', proofs: 1 } as const;
    const hold = await world.deps.store.write(async (tx) => {
      const now = await loadAccount(tx, account.id);
      if (!now) throw new Error('the account is there');
      return factsOf(
        await startHold(world.deps, tx, now, { ...asked, ripensAt: TEST_TIME + 1, startedWith: null, caller }),
      );
    });
    await contest(link);
    const left = await leaves(world.deps, () => decideEmail(world.deps, caller, { keep }));
    expect(left.events.map(({ operation }) => operation)).toEqual(
      keep === 'old' ? ['hold.veto', 'email.decide'] : ['email.decide'],
    );
    const stored = await world.deps.store.read((tx) => findHold(tx, account.id, hold.id));
    expect(stored?.state).toBe(state);
  });

  it('is decided by password and a second factor from before the change, not by a younger factor', async () => {
    const old = await changed({ password: PASSWORD, totp: true });
    await contest(old.link);
    const caller = await signIn(world.deps, old.account, { with: null });
    expect((await decideEmail(world.deps, caller, { keep: 'old' })).allowed).toBe(true);

    const young = await changed({ password: PASSWORD, totp: true });
    const sealed = world.deps.keyRing.seal(TOTP_PURPOSE, 'JBSWY3DPEHPK3PXP');
    await world.deps.store.write((tx) => setTotp(tx, young.account.id, sealed, 0, CHANGED + 1));
    await contest(young.link);
    const thief = await signIn(world.deps, young.account, { with: null });
    expect(await decideEmail(world.deps, thief, { keep: 'new' })).toMatchObject({
      refusal: { tag: 'key-not-trusted' },
    });
    expect(await load(young.account.id)).toMatchObject({ emailContestedAt: TEST_TIME });
  });

  it('that nobody contests is not decided', async () => {
    const { account } = await changed();
    const caller = await signIn(world.deps, account);
    expect(await decideEmail(world.deps, caller, { keep: 'old' })).toEqual(refuse({ tag: 'not-found' }));
  });
});
