// Recovery contacts in a real browser, with two people: one asks, the other accepts and later approves a recovery.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, go, goOnWithOne, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { comeBack } from './recovery-steps.ts';
import { settled } from './settled.ts';
import { settleProtected } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const tests = prepareBrowserTests();
const PAGES = join(ARTIFACTS, 'pages');
const DAY_MS = 24 * 3_600_000;

async function signInAgain(visitor: Visitor): Promise<void> {
  await visitor.page.goto('/sign-in');
  await press(visitor.page, 'Sign in with a key');
  // It leads back to where the old session had ended.
  await go(visitor.page, 'Overview');
  await statement(visitor.page, 'Your account is protected.');
}

/** Before and after the end of its wait, the case says that an approval is missing; no key is asked for before. */
async function seeUnapproved(visitor: Visitor, caseSecret: string): Promise<string[]> {
  const { page } = visitor;
  await comeBack(visitor, caseSecret);
  await page.getByText('0 of 1 have approved.').waitFor();
  const wrong = await portray(page, PAGES, 'case-unapproved');
  await allDelivered(tests.server);
  tests.server.clock.advance(3 * DAY_MS + 60_000);
  await comeBack(visitor, caseSecret);
  await page.getByText('Its own wait is over, and recovery contacts have yet to approve.').waitFor();
  await page.getByText('0 of 1 have approved.').waitFor();
  expect(await page.getByRole('button', { name: /^Add / }).count()).toBe(0);
  expect(await page.getByRole('textbox').count()).toBe(0);
  wrong.push(...(await portray(page, PAGES, 'case-held-up')));
  return wrong;
}

/** Mia becomes a contact of Mara's and, once she counts, has to approve. */
async function befriend(mara: Visitor, mia: Visitor, email: string): Promise<void> {
  await mara.page.goto('/contacts');
  await press(mara.page, 'Invite a contact');
  const inviting = dialog(mara.page, 'Invite a recovery contact');
  await fill(inviting, 'Their e-mail address', email);
  await press(inviting, 'Send the invitation');
  await told(mara.page, `Invited: ${email}.`);
  await mia.page.goto('/contacts');
  await press(mia.page, 'Accept Mara Lindqvist');
  await press(dialog(mia.page, 'Be a recovery contact of Mara Lindqvist?'), 'Touch a key to accept');
  await told(mia.page, 'You are a recovery contact of Mara Lindqvist.');
  tests.server.clock.advance(3 * DAY_MS + 60_000);
  await signInAgain(mara);
  await mara.page.goto('/contacts');
  await mara.page.getByRole('radio', { name: '1 contact' }).check();
  await press(mara.page, 'Ask for this many');
  await statement(mara.page, 'One contact has to approve a recovery.');
}

describe('recovery contacts', () => {
  it('are asked, accept with a key, and approve a recovery after reading what it is', async () => {
    const wrong: string[] = [];
    const [mara, mia] = [await tests.visit(), await tests.visit()];
    const [recoveryKey = ''] = await settleProtected(mara, tests.server, 'mara@example.org');
    await settleProtected(mia, tests.server, 'mia@example.org');

    await mara.page.goto('/recovery');
    await mara.page.getByRole('link', { name: 'Recovery contacts' }).click();
    await statement(mara.page, 'You have no recovery contacts yet.');
    await press(mara.page, 'Invite a contact');
    const inviting = dialog(mara.page, 'Invite a recovery contact');
    await fill(inviting, 'Their e-mail address', 'mara@example.org');
    await press(inviting, 'Send the invitation');
    await inviting.getByText('That is your own address.').waitFor();
    wrong.push(...(await portray(mara.page, PAGES, 'contacts-invite')));
    await fill(inviting, 'Their e-mail address', 'mia@example.org');
    await press(inviting, 'Send the invitation');
    await told(mara.page, 'Invited: mia@example.org.');

    const mail = await tests.server.mailTo('mia@example.org', /recovery contact/);
    expect(mail.text).toContain('mara@example.org');
    expect(mail.text).toMatch(/\/contacts(?!#)/);
    await mia.page.goto('/');
    await mia.page.getByText('Mara Lindqvist asks you to be a recovery contact.').waitFor();
    await mia.page.getByRole('link', { name: 'See what is asked' }).click();
    await press(mia.page, 'Accept Mara Lindqvist');
    const accepting = dialog(mia.page, 'Be a recovery contact of Mara Lindqvist?');
    await accepting.getByText('has the address mara@example.org. Speak to them first.').waitFor();
    wrong.push(...(await portray(mia.page, PAGES, 'contacts-accept')));
    await press(accepting, 'Touch a key to accept');
    await told(mia.page, 'You are a recovery contact of Mara Lindqvist.');

    tests.server.clock.advance(3 * DAY_MS + 60_000);
    await signInAgain(mara);
    await mara.page.goto('/contacts');
    await statement(mara.page, 'A recovery needs no approval yet.');
    await mara.page.getByRole('radio', { name: '1 contact' }).check();
    await press(mara.page, 'Ask for this many');
    await statement(mara.page, 'One contact has to approve a recovery.');
    expect(await button(mara.page, 'Remove Mara Lindqvist').getAttribute('aria-disabled')).toBe('true');
    wrong.push(...(await portray(mara.page, PAGES, 'contacts')));

    const asker = new BrowserLike(tests.server.url);
    const begun = await asker.call('recovery.begin', { email: 'mara@example.org', recoveryKey });
    const { caseSecret, caseNumber } = begun;
    const signedOut = await tests.visit();
    wrong.push(...(await seeUnapproved(signedOut, caseSecret)));
    await tests.server.mailTo('mia@example.org', /waits for an approval/);
    await signInAgain(mia);
    await mia.page.getByText('A recovery of Mara Lindqvist’s account waits for your answer.').waitFor();
    wrong.push(...(await portray(mia.page, PAGES, 'overview-asked')));
    await mia.page.getByRole('link', { name: 'See what is asked' }).click();
    await statement(mia.page, 'Mara Lindqvist needs your answer.');
    await settled(mia.page);
    wrong.push(...(await portray(mia.page, PAGES, 'contacts-asked')));
    const approve = button(mia.page, 'Touch a key to approve');
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    await mia.page.getByRole('checkbox', { name: new RegExp(`they read me case ${caseNumber}`) }).check();
    await approve.click();
    await told(mia.page, 'You approved. Mara Lindqvist was told.');
    await mia.page.getByText('If you find out that it was not them').waitFor();
    await tests.server.mailTo('mara@example.org', /contact approved the recovery/);
    expect((await asker.call('recovery.read', { caseSecret })).contacts).toEqual({ needed: 1, approved: 1 });
    await comeBack(signedOut, caseSecret);
    await signedOut.page.getByText('1 of 1 have approved.').waitFor();
    expect(wrong).toEqual([]);
  });

  it('say “This is not them” from their mail, signed out and only once, and the holder is told', async () => {
    const [mara, mia] = [await tests.visit(), await tests.visit()];
    const [recoveryKey = ''] = await settleProtected(mara, tests.server, 'mara-warned@example.org');
    await settleProtected(mia, tests.server, 'mia-warns@example.org');
    await befriend(mara, mia, 'mia-warns@example.org');
    await new BrowserLike(tests.server.url).call('recovery.begin', { email: 'mara-warned@example.org', recoveryKey });
    const mail = await tests.server.mailTo('mia-warns@example.org', /waits for an approval/);
    const { page } = await tests.visit();
    const link = /\/not-them#\S+/.exec(mail.text)?.[0] ?? '';
    await page.goto(link);
    await statement(page, /^Somebody is recovering the account of Mara Lindqvist/);
    const wrong = await portray(page, PAGES, 'not-them');
    await press(page, 'This is not Mara Lindqvist');
    await statement(page, 'Mara Lindqvist was told that it is not them.');
    wrong.push(...(await portray(page, PAGES, 'not-them-said')));
    await tests.server.mailTo('mara-warned@example.org', /says that it is not you/);
    await page.goto('/sign-in');
    await page.goto(link);
    await statement(page, 'That was said already.');
    await page.goto('/not-them');
    await statement(page, 'This link is not whole.');
    await page.goto('/not-them#hfn_of-nothing');
    await statement(page, 'This link leads nowhere.');
    expect(wrong).toEqual([]);
  });

  it('are asked less and removed slowly with one proof, and at once with a second', async () => {
    const [mara, mia] = [await tests.visit(), await tests.visit()];
    await settleProtected(mara, tests.server, 'mara-loosens@example.org');
    await settleProtected(mia, tests.server, 'mia-goes@example.org', 'Mia Sund');
    await befriend(mara, mia, 'mia-goes@example.org');
    const { page } = mara;
    await page.getByRole('radio', { name: 'None' }).check();
    await press(page, 'Ask for fewer');
    await dialog(page, SECOND_PROOF).getByText('You confirm: no contact has to approve a recovery.').waitFor();
    await goOnWithOne(page);
    await told(
      page,
      /^As many approvals as before are needed\. .+ Another key then has to finish it, or, where none is used, the same one from/,
    );
    await press(page, 'Close');
    await settled(page);
    const wrong = await portray(page, PAGES, 'contacts-loosening');
    await press(page, 'Stop this change Ask fewer contacts to approve a recovery');
    await told(page, 'Stopped. As many contacts as before approve a recovery.');
    await page.getByRole('radio', { name: 'None' }).check();
    await press(page, 'Ask for fewer');
    await mara.hold(mara.laptop);
    await press(dialog(page, SECOND_PROOF), 'Use a second key');
    await told(page, 'From now on no contact has to approve a recovery.');
    // Each second proof is for one change.
    await press(page, 'Remove Mia Sund');
    await press(dialog(page, 'Remove Mia Sund?'), 'Remove Mia Sund');
    await goOnWithOne(page);
    await told(page, /^Mia Sund is still a contact\. The removal waits\./);
    await page.getByText('Until that is done they can approve as before.').waitFor();
    expect(wrong).toEqual([]);
  });
});
