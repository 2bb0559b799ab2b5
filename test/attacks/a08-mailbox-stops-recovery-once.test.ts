// Story A.8: a thief (T) who has the holder's (H's) mailbox, or one copied recovery key, and nothing else. T stops a recovery
// once; H, who lost every key, still gets back in, and T does not.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { protectedPerson, signIn } from '../support/people.ts';
import { beginRecovery, comeBack, disownToken, stateOfCase } from '../support/recovery-steps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnBothServers('a thief with the mailbox', (running) => {
  /** T presses every button in every mail of this account that there is. */
  const pressAll = async (email: string): Promise<void> => {
    const server = running();
    for (const mail of await server.mails()) {
      const link = mail.to === email ? /\/not-me#(\S+)/.exec(mail.text)?.[1] : undefined;
      if (link) await new BrowserLike(server.url).send('alert.disown', { body: { link } });
    }
  };

  it('stops a recovery of one recovery key, and not the one that H begins with it again', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'one-paper@example.org');
    const first = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    await pressAll(holder.email);
    expect(await stateOfCase(server, first.proofs)).toBe('vetoed');
    server.clock.advance(DAY_MS);
    const again = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    expect(again.begun).toMatchObject({ begunWith: 'again', stoppedBy: 'trusted-key' });
    const mail = await server.mailTo(holder.email, /begun again/);
    expect(mail.text).toContain('only a key stops it');
    await pressAll(holder.email);
    for (const day of [1, 7, 14, 30]) {
      server.clock.advance((day === 1 ? 1 : 7) * DAY_MS);
      await pressAll(holder.email);
    }
    server.clock.advance(10 * DAY_MS);
    expect(await stateOfCase(server, again.proofs)).toBe('ripe');
    const key = await comeBack(server, again.browser, again.proofs);
    await signIn(server, key);
    await expect(signIn(server, holder.deskKey)).rejects.toThrow('sign-in.refused');
  });

  it('does not stop a recovery that H begins with both recovery keys at all', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'both-papers@example.org');
    const { browser, proofs } = await beginRecovery(server, holder.email, holder.recoveryKeys);
    expect((await server.mailTo(holder.email, /both recovery keys/)).text).toContain('only a key stops it');
    await pressAll(holder.email);
    server.clock.advance(72 * HOUR_MS);
    await pressAll(holder.email);
    await comeBack(server, browser, proofs);
  });

  it('who is stopped spends no recovery key of H, and neither does a case that runs out', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'spends-nothing@example.org');
    const { browser } = holder;
    for (const recoveryKey of holder.recoveryKeys) {
      await beginRecovery(server, holder.email, [recoveryKey]);
      const link = await disownToken(server, holder.email, /is recovering your/);
      await new BrowserLike(server.url).send('alert.disown', { body: { link } });
    }
    for (const recoveryKey of holder.recoveryKeys) {
      expect(await browser.call('recovery-key.test', { recoveryKey })).toMatchObject({ ordinal: expect.any(Number) });
    }
  });
});

describeOnBothServers('a thief with one copied recovery key', (running) => {
  it('keeps H out of nothing: H types both, T’s case is gone, and T’s copy begins none beside it', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'copied-one@example.org');
    const thief = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    const { browser, proofs } = await beginRecovery(server, holder.email, holder.recoveryKeys);
    expect(await stateOfCase(server, thief.proofs)).toBe('vetoed');
    const again = { email: holder.email, recoveryKey: holder.recoveryKeys[0] ?? '' };
    expect((await thief.browser.refused('recovery.begin', { body: again })).code).toBe('recovery.refused');
    server.clock.advance(72 * HOUR_MS);
    await comeBack(server, browser, proofs);
  });

  it('is stopped by H’s next sign-in each time, also where T waits the 30 days', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'thirty-days@example.org');
    const first = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    await signIn(server, holder.deskKey);
    expect(await stateOfCase(server, first.proofs)).toBe('vetoed');
    const again = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    server.clock.advance(29 * DAY_MS);
    await signIn(server, holder.laptop);
    expect(await stateOfCase(server, again.proofs)).toBe('vetoed');
  });
});

describeOnBothServers('a thief with both recovery keys', (running) => {
  it('is stopped by a trusted key alone: not by a link, not by a session without a fresh key', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'both-copied@example.org');
    const home = await signIn(server, holder.deskKey);
    server.clock.advance(10 * 60_000);
    const { proofs } = await beginRecovery(server, holder.email, holder.recoveryKeys);
    const [hold] = (await home.call('hold.list')).holds;
    expect(hold).toMatchObject({ stoppedBy: 'trusted-key', recovery: { withBoth: true } });
    expect(hold?.recovery?.stoppedByKeys.sort()).toEqual(['Desk key', 'Laptop']);
    expect(hold?.recovery?.stoppedOnceBack).toEqual([]);
    const veto = { params: { holdId: hold?.id ?? '' }, body: {} };
    expect((await home.refused('hold.veto', veto)).code).toBe('session.step-up-required');
    expect(await stateOfCase(server, proofs)).toBe('waiting');
    await signIn(server, holder.laptop);
    expect(await stateOfCase(server, proofs)).toBe('vetoed');
  });
});
