// Recovery contacts over HTTP, from everybody's side: the holder's, two contacts', a stranger's and a thief's.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personWithKey, protectedPerson, signIn } from '../support/people.ts';
import { acceptInvitation, approveCase, beginRecovery } from '../support/recovery-steps.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const HOUR_MS = 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const codeOf = async (attempt: Promise<{ readonly code: string }>): Promise<string> => (await attempt).code;

describe('recovery contacts', () => {
  it('are invited, accept, are asked and approve; only then, in its time, the recovery goes on', async () => {
    const holder = await protectedPerson(server, 'holder@example.org');
    const mia = await protectedPerson(server, 'mia@example.org');
    await holder.browser.call('contact.invite', { email: 'mia@example.org' });
    const invitation = await server.mailTo('mia@example.org', /asks you to be a recovery contact/);
    expect(invitation.text).toContain('holder@example.org');
    const contactId = await acceptInvitation(mia);
    await server.mailTo('holder@example.org', /is now a recovery contact/);
    expect((await holder.browser.refused('contact.set-needed', { body: { needed: 1 } })).code).toBe('contact.too-few');

    server.clock.advance(73 * HOUR_MS);
    await (await signIn(server, holder.deskKey)).call('contact.set-needed', { needed: 1 });
    const { browser: asker, begun, proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    const { caseSecret } = proofs;
    const asked = await server.mailTo('mia@example.org', /waits for an approval/);
    expect(asked.text).toContain('Call them, or meet them, before you approve.');
    expect(asked.text).toMatch(/\/not-them#/);
    expect(asked.text).not.toMatch(/\/not-me#/);
    const miaAgain = await signIn(server, mia.deskKey);
    const read = () => asker.call('recovery.read', { caseSecret });
    expect((await read()).contacts).toEqual({ needed: 1, approved: 0 });

    server.clock.advance(72 * HOUR_MS);
    expect(await asker.refused('recovery.complete', { body: proofs })).toMatchObject({
      code: 'recovery.unapproved',
      needed: 1,
      approved: 0,
    });
    const miaLater = await signIn(server, mia.deskKey);
    await approveCase(miaLater, mia.deskKey, contactId, begun.caseNumber);
    await server.mailTo('holder@example.org', /contact approved the recovery/);
    expect((await read()).contacts).toEqual({ needed: 1, approved: 1 });
    expect(await codeOf(asker.refused('recovery.complete', { body: proofs }))).toBe('requirements.unmet');
    expect(await codeOf(miaAgain.refused('contact.cases', {}))).toBe('session.required');
    // The holder was there all along: a key stops it, whoever approved.
    await signIn(server, holder.deskKey);
    expect((await read()).state).toBe('vetoed');
    expect((await miaLater.call('contact.cases')).cases).toEqual([]);
  });

  it('tell an inviter nothing about an address, and nobody else can answer for it', async () => {
    const holder = await protectedPerson(server, 'curious@example.org');
    const known = await personWithKey(server, 'known@example.org');
    const answers = [];
    for (const email of ['known@example.org', 'unknown@example.org']) {
      const { expiresAt } = await holder.browser.call('contact.invite', { email });
      answers.push(Number.isInteger(expiresAt));
    }
    expect(answers).toEqual([true, true]);
    const { contacts } = await holder.browser.call('contact.list');
    expect(contacts.map(({ name, state }) => [name, state])).toEqual([
      [null, 'invited'],
      [null, 'invited'],
    ]);
    const stranger = await protectedPerson(server, 'stranger@example.org');
    for (const { id: contactId } of contacts) {
      const options = await stranger.browser.call('contact.accept-options', {}, { contactId });
      const body = { understood: true, response: stranger.deskKey.assert(options) };
      expect(await codeOf(stranger.browser.refused('contact.accept', { params: { contactId }, body }))).toBe(
        'not-found',
      );
      expect(await codeOf(stranger.browser.refused('contact.decline', { params: { contactId }, body: {} }))).toBe(
        'not-found',
      );
    }
    // Not protected: it may decline, and not accept.
    const [first] = (await known.browser.call('contact.cases')).invitations;
    const params = { contactId: first?.id ?? '' };
    expect(await codeOf(known.browser.refused('contact.accept-options', { params, body: {} }))).toBe(
      'operation.not-permitted',
    );
    await known.browser.call('contact.decline', {}, params);
    await server.mailTo('curious@example.org', /declined to be a recovery contact/);
  });

  it('go only after three days, which any session can stop', async () => {
    const holder = await protectedPerson(server, 'keeps@example.org');
    const pia = await protectedPerson(server, 'pia@example.org');
    await holder.browser.call('contact.invite', { email: 'pia@example.org' });
    const contactId = await acceptInvitation(pia);
    const { hold } = await holder.browser.call('contact.remove', undefined, { contactId });
    expect(hold).toMatchObject({ kind: 'contact.remove', contact: 'pia@example.org' });
    await server.mailTo('keeps@example.org', /asked to remove a recovery contact/);
    await holder.browser.call('hold.veto', {}, { holdId: hold?.id ?? '' });
    server.clock.advance(73 * HOUR_MS);
    const again = await signIn(server, holder.deskKey);
    expect((await again.call('contact.list')).contacts).toMatchObject([
      { state: 'active', counts: true, removesAt: null },
    ]);
  });
});
