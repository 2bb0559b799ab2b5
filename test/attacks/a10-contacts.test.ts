// Story A.10: recovery contacts as a weapon. A thief (T) brings in contacts of their own, to approve a recovery with them or
// to hold the holder's (H's) up; or a friend leaves, dies, sulks or is bribed. H is held up for a time, and gets back in.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { protectedPerson, signIn } from '../support/people.ts';
import { acceptInvitation, approveCase, beginRecovery, comeBack, stateOfCase } from '../support/recovery-steps.ts';
import type { TestServer } from '../support/running-server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** H has a friend who counts, and a recovery needs the friend's approval. */
async function befriended(server: TestServer, name: string) {
  const holder = await protectedPerson(server, `${name}@example.org`);
  const friend = await protectedPerson(server, `${name}-friend@example.org`);
  await holder.browser.call('contact.invite', { email: friend.email });
  const contactId = await acceptInvitation(friend);
  server.clock.advance(72 * HOUR_MS);
  const home = await signIn(server, holder.deskKey);
  await home.call('contact.set-needed', { needed: 1 });
  return { holder, friend, contactId, home };
}

/** The token behind “This is not them” in the newest mail to a contact. */
async function notThemToken(server: TestServer, email: string): Promise<string> {
  const mail = await server.mailTo(email, /waits for an approval/);
  return /\/not-them#(\S+)/.exec(mail.text)?.[1] ?? '';
}

describeOnBothServers('a thief in the holder’s session', (running) => {
  it('brings a contact a second before the case, who neither approves it nor is required', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'ransom@example.org');
    const own = await protectedPerson(server, 'ransom-thief@example.org');
    await holder.browser.call('contact.invite', { email: own.email });
    const contactId = await acceptInvitation(own);
    const refused = await holder.browser.refused('contact.set-needed', { body: { needed: 1 } });
    expect(refused).toMatchObject({ code: 'contact.too-few', needed: 1, left: 0 });
    server.clock.advance(1000);
    const { browser, begun, proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    expect(await browser.call('recovery.read', { caseSecret: proofs.caseSecret })).toMatchObject({ contacts: null });
    server.clock.advance(72 * HOUR_MS);
    const later = await signIn(server, own.deskKey);
    const params = { contactId };
    const body = { caseNumber: begun.caseNumber };
    expect((await later.refused('contact.approve-options', { params, body })).code).toBe('not-found');
    await comeBack(server, browser, proofs);
  });

  it('does not get a case approved by a contact of their own beside the friend who counts', async () => {
    const server = running();
    const { holder, home } = await befriended(server, 'beside');
    const own = await protectedPerson(server, 'beside-thief@example.org');
    await home.call('contact.invite', { email: own.email });
    const contactId = await acceptInvitation(own);
    server.clock.advance(71 * HOUR_MS);
    const { browser, begun, proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    server.clock.advance(80 * HOUR_MS);
    const later = await signIn(server, own.deskKey);
    const sent = { params: { contactId }, body: { caseNumber: begun.caseNumber } };
    expect((await later.refused('contact.approve-options', sent)).code).toBe('contact.too-new');
    expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('recovery.unapproved');
  });
});

describeOnBothServers('a friend', (running) => {
  it('who left, and one who says nothing, hold H up for 30 days and no longer', async () => {
    const server = running();
    for (const how of ['left', 'silent'] as const) {
      const { holder, friend, contactId } = await befriended(server, how);
      const { browser, proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
      if (how === 'left') {
        const there = await signIn(server, friend.deskKey);
        await there.call('contact.decline', {}, { contactId });
      }
      server.clock.advance(72 * HOUR_MS);
      expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('recovery.unapproved');
      await server.mailTo(holder.email, /waits for your recovery contacts/);
      server.clock.advance(30 * DAY_MS);
      await comeBack(server, browser, proofs);
    }
  });

  it('who knows that it is not H says so from the mail: H hears it, and T waits longer', async () => {
    const server = running();
    const { holder, friend, contactId } = await befriended(server, 'warned');
    const thief = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    const link = await notThemToken(server, friend.email);
    const anybody = new BrowserLike(server.url);
    expect(await anybody.call('contact.read-ask', { link })).toMatchObject({ used: false, state: 'waiting' });
    const { neededUntil } = await anybody.call('contact.not-them', { link });
    expect(neededUntil).toBe(thief.begun.ripensAt + 60 * DAY_MS);
    expect((await anybody.refused('contact.not-them', { body: { link } })).code).toBe('link.refused');
    await server.mailTo(holder.email, /says that it is not you/);
    server.clock.advance(40 * DAY_MS);
    expect(await stateOfCase(server, thief.proofs)).toBe('waiting');
    await signIn(server, holder.deskKey);
    expect(await stateOfCase(server, thief.proofs)).toBe('vetoed');
    expect((await (await signIn(server, friend.deskKey)).call('contact.list')).contacts).toEqual([]);
    expect(contactId).toMatch(/^cntc_/);
  });

  it('who sulks and says so in every case still keeps H out for 60 days a case and no longer', async () => {
    const server = running();
    const { holder, friend } = await befriended(server, 'sulks');
    const { browser, proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    await new BrowserLike(server.url).call('contact.not-them', { link: await notThemToken(server, friend.email) });
    server.clock.advance(72 * HOUR_MS + 60 * DAY_MS);
    await comeBack(server, browser, proofs);
  });

  it('approves the one of two cases whose number H read out, and no other', async () => {
    const server = running();
    const { holder, friend, contactId } = await befriended(server, 'two-cases');
    const thief = await beginRecovery(server, holder.email, [holder.recoveryKeys[1]]);
    const { browser, begun, proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    await approveCase(await signIn(server, friend.deskKey), friend.deskKey, contactId, begun.caseNumber);
    server.clock.advance(72 * HOUR_MS);
    expect((await thief.browser.refused('recovery.complete', { body: thief.proofs })).code).toBe('recovery.unapproved');
    await comeBack(server, browser, proofs);
    expect(await stateOfCase(server, thief.proofs)).toBe('vetoed');
  });
});
