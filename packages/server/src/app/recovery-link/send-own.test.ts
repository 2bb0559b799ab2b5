// A browser that was mailed no link, because strangers had asked for so many, is brought one by whoever reads the mailbox; and
// every link opens in the browser that it was mailed for, and nowhere else.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { askForLink, linkIn } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { rememberDevice } from '../../storage/device.ts';
import type { Caller } from '../caller.ts';
import { hashToken, mintToken } from '../token.ts';
import { openRecoveryLink } from './open.ts';

const RESENT = refuse({ tag: 'link-resent' });
const REFUSED = refuse({ tag: 'link-refused' });

describeUseCaseOnBoth('a recovery link that strangers had asked for', (world) => {
  /** The links that were mailed for strangers, in their order, until no more were. */
  const flood = async ({ email }: MadeAccount) => {
    const asked = [];
    for (let count = 0; count <= LIMITS['link.address'].points; count++) {
      asked.push(await askForLink(world.deps, email, makeCaller({ network: `${email} stranger ${count}` })));
    }
    return asked;
  };
  const ask = ({ email }: MadeAccount, network: string) =>
    askForLink(world.deps, email, makeCaller({ network: `${email} ${network}` }));
  const open = (caller: Caller, link: string) =>
    leaves(world.deps, () => openRecoveryLink(world.deps, caller, { link }));

  it('brings the holder’s browser one of its own, which alone opens there', async () => {
    const account = await makeAccount(world.deps);
    const strangers = await flood(account);
    const holder = await ask(account, 'library');
    expect(holder.link).toBe('');
    const theirs = strangers[2];
    const left = await open(holder.caller, theirs?.link ?? '');
    expect(left.answer).toEqual(RESENT);
    expect(left.mails).toMatchObject([{ to: account.email, content: { expiresAt: TEST_TIME + LINK_MS } }]);
    const own = linkIn(left) ?? '';
    // The stranger's browser gets nothing by either.
    for (const link of [own, theirs?.link ?? '']) {
      expect((await open(theirs?.caller ?? holder.caller, link)).answer).toEqual(REFUSED);
    }
    expect(factsOf((await open(holder.caller, own)).answer)).toMatchObject({ proved: true });
    expect((await open(holder.caller, own)).answer).toEqual(REFUSED);
  });

  it('is not used up where a browser that the account knows asked for it', async () => {
    const account = await makeAccount(world.deps);
    const { token: deviceToken } = mintToken(world.deps, 'hfd');
    const hash = hashToken(world.deps.keyRing, 'hfd', deviceToken) ?? '';
    await world.deps.store.write((tx) => rememberDevice(tx, account.id, hash, TEST_TIME));
    await flood(account);
    const waiting = await ask(account, 'a thief who reads the mailbox');
    expect(waiting.link).toBe('');
    const home = await askForLink(world.deps, account.email, makeCaller({ network: 'home', deviceToken }));
    expect((await open(waiting.caller, home.link)).answer).toEqual(RESENT);
    expect(factsOf((await open(home.caller, home.link)).answer)).toMatchObject({ proved: true });
  });

  it('is used up by it, once', async () => {
    const account = await makeAccount(world.deps);
    const [first] = await flood(account);
    const [one, other] = [await ask(account, 'one'), await ask(account, 'other')];
    expect((await open(one.caller, first?.link ?? '')).answer).toEqual(RESENT);
    expect((await open(other.caller, first?.link ?? '')).answer).toEqual(REFUSED);
    expect((await open(one.caller, first?.link ?? '')).answer).toEqual(REFUSED);
  });

  it('brings nothing to a browser that has a link of its own, or asked for another account', async () => {
    const account = await makeAccount(world.deps);
    const other = await makeAccount(world.deps);
    const early = await ask(account, 'early');
    const [first] = await flood(account);
    await flood(other);
    const elsewhere = await ask(other, 'elsewhere');
    for (const caller of [early.caller, elsewhere.caller, makeCaller({ network: 'nobody asked here' })]) {
      const left = await open(caller, first?.link ?? '');
      expect(left.answer).toEqual(REFUSED);
      expect(left.mails).toEqual([]);
    }
    expect((await open(early.caller, early.link)).answer.allowed).toBe(true);
  });

  it('fills the mailbox no further than an hour’s worth', async () => {
    const account = await makeAccount(world.deps);
    const strangers = await flood(account);
    const { points } = LIMITS['link.mailbox'];
    for (const { link } of strangers.slice(0, points)) {
      const waiting = await ask(account, `waiting ${link}`);
      expect((await open(waiting.caller, link)).answer).toEqual(RESENT);
    }
    const last = await ask(account, 'last');
    const link = strangers[points]?.link ?? '';
    expect((await open(last.caller, link)).answer).toMatchObject({ refusal: { tag: 'throttled' } });
    // It was not used up: it can be followed when the hour is over, or in the browser that asked.
    expect((await open(strangers[points]?.caller ?? last.caller, link)).answer.allowed).toBe(true);
  });
});
