// Keys in a real browser: new, suspended, brought back, removed with a second proof, and back at sign-in by themselves.

import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PASSWORD, totpCode } from '../support/people.ts';
import { album } from './album.ts';
import { prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { settleProtected, settleWithPassword } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const tests = prepareBrowserTests();
const row = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });

/** Adds the security key of somebody else's bag, as "Spare". */
async function addSpare(visitor: Visitor): Promise<Visitor> {
  const { page } = visitor;
  const spare = await tests.visit();
  await visitor.hold(spare.deskKey);
  await page.goto('/keys');
  await press(page, 'Add a key');
  await fill(dialog(page, 'Add a key'), 'Name of this key', 'Spare');
  await press(dialog(page, 'Add a key'), 'Continue');
  await told(page, /^Spare is new: it signs you in/);
  return spare;
}

describe('the page of keys', () => {
  it('says whose a new key is asked to be, and takes the answer', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'whose@example.org');
    await addSpare(visitor);
    await row(page, 'Spare').getByText('Is it yours?').waitFor();
    // Another key vouches for it, touched after it was added.
    await visitor.hold(visitor.deskKey);
    await press(page, 'It is mine Spare');
    await press(dialog(page, 'Is Spare yours?'), 'It is mine');
    await told(page, 'Spare is yours. No link suspends it for 30 days.');
    await row(page, 'Spare').getByText('You said that it is yours.').waitFor();
    expect(await button(page, 'It is mine Spare').count()).toBe(0);
  });

  it('suspends a key, says who did and when, and brings it back', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'suspends@example.org');
    await page.goto('/keys');
    await press(page, 'Suspend Laptop');
    await press(dialog(page, 'Suspend Laptop?'), 'Suspend Laptop');
    await told(page, 'Laptop is shut out; you need do nothing more.');
    await statement(page, 'One key opens this account.');
    await row(page, 'Laptop')
      .getByText(/Shut out since .+, by Desk key\. It opens nothing until you say so\./)
      .waitFor();
    // The last trusted way in is not for the taking.
    expect(await button(page, 'Suspend Desk key').getAttribute('aria-disabled')).toBe('true');
    await press(page, 'Bring it back Laptop');
    await press(dialog(page, 'Bring Laptop back?'), 'Bring Laptop back');
    await told(page, 'Laptop opens your account again.');
    await statement(page, 'Two keys open this account.');
  });

  it('asks for a second proof before a removal: with a second key it needs no further touch', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'second-key@example.org');
    await addSpare(visitor);
    // A day later the new key counts, so that another may go.
    tests.server.clock.advance(25 * 3_600_000);
    await visitor.hold(visitor.deskKey);
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await statement(page, 'Your account is protected.');
    await page.goto('/keys');
    await press(page, 'Remove Laptop');
    await press(dialog(page, 'Remove Laptop?'), 'Remove Laptop');
    const asking = dialog(page, SECOND_PROOF);
    await asking.getByText('You confirm: Laptop is removed.').waitFor();
    await visitor.hold(visitor.laptop);
    await press(asking, 'Use a second key');
    await told(page, /^Laptop is shut out\. It is removed .+, with no second touch\./);
    await row(page, 'Laptop')
      .getByText(/It is removed .+, unless a trusted key stops it\./)
      .waitFor();
    await press(page, 'Close');
    const { keep, wrong } = album(visitor);
    await keep('keys-ending');
    expect(wrong).toEqual([]);
    await page.getByRole('link', { name: 'See its removal Laptop' }).click();
    await page.getByRole('heading', { name: 'Remove Laptop' }).waitFor();
  });

  it('goes on with one proof, or with a recovery key, as the person chooses', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const [, second = ''] = await settleProtected(visitor, tests.server, 'recovery-key@example.org');
    await addSpare(visitor);
    const asking = dialog(page, SECOND_PROOF);
    await press(page, 'Remove Spare');
    await press(dialog(page, 'Remove Spare?'), 'Remove Spare');
    await press(asking, 'Leave it as it was');
    await press(dialog(page, 'Remove Spare?'), 'Remove Spare');
    await press(asking, 'Type a recovery key instead');
    await press(asking, 'Check the recovery key');
    await asking.getByLabel('Recovery key').fill(second.replace(/^./, second[0] === 'A' ? 'B' : 'A'));
    await press(asking, 'Check the recovery key');
    await asking.getByText(/Group 1 is not right/).waitFor();
    await press(asking, 'Go on with one');
    await told(page, /^Spare is shut out; you need do nothing more\. It is ready to be removed /);
    await press(page, 'Bring it back Spare');
    await press(dialog(page, 'Bring Spare back?'), 'Bring Spare back');
    await told(page, 'Spare opens your account again.');
    await press(page, 'Remove Spare');
    await press(dialog(page, 'Remove Spare?'), 'Remove Spare');
    await press(asking, 'Type a recovery key instead');
    await asking.getByLabel('Recovery key').fill(second);
    await press(asking, 'Check the recovery key');
    await told(page, /^Spare is shut out\. It is removed .+, with no second touch\./);
  });
});

describe('adding a key', () => {
  it('takes two touches in one dialog, and says which of them is wanted now', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    const [, second = ''] = await settleProtected(visitor, tests.server, 'two-touches@example.org');
    await page.goto('/keys');
    tests.server.clock.advance(6 * 60_000);
    const adding = dialog(page, 'Add a key');
    await press(page, 'Add a key');
    await fill(adding, 'Name of this key', 'Travel key');
    await adding.getByText('Two keys in turn: first one that you have, then the new one.').waitFor();
    await keep('keys-adding-1');
    // Nobody is at hand: the first touch stays the one that is wanted.
    await visitor.hold((await tests.visit()).deskKey);
    await press(adding, 'Continue');
    await adding.getByText('No key answered. Nothing was changed.').waitFor();
    await adding.getByRole('heading', { name: 'A key you already have' }).waitFor();
    await adding.getByText('Desk key or Laptop. It shows that it is you.').waitFor();
    await adding.getByText('Keep it unplugged until its turn.').waitFor();
    await keep('keys-adding-2');
    await visitor.hold(visitor.deskKey);
    await press(adding, 'Use a key');
    await adding.getByRole('heading', { name: 'Now the new key' }).waitFor();
    await adding.getByText('You confirm: “Travel key” is added to two-touches@example.org.').waitFor();
    // The same key again is told apart at its number.
    await press(adding, 'Touch the new key');
    await adding.getByText('This key is registered already. Use another one.').waitFor();
    await keep('keys-adding-3');
    const travel = (await tests.visit()).deskKey;
    await visitor.hold(travel);
    await press(adding, 'Touch the new key');
    await told(page, /^Travel key is new: it signs you in/);
    await row(page, 'Travel key')
      .getByText(/^New until /)
      .waitFor();
    await keep('keys-new');

    await press(page, 'Trust it now Travel key');
    const trusting = dialog(page, 'Trust Travel key now?');
    await keep('keys-trust-1');
    await press(trusting, 'Use Travel key');
    await trusting.getByRole('heading', { name: 'Now a recovery key' }).waitFor();
    await trusting.getByLabel('Recovery key').fill(second);
    await keep('keys-trust-2');
    await press(trusting, 'Check the recovery key');
    await told(page, 'Travel key is trusted. It can change the account from now on.');
    await row(page, 'Travel key')
      .getByText(/^New until /)
      .waitFor({ state: 'detached' });
    expect(wrong).toEqual([]);
  });

  it('begins with password and code where no key could vouch for it', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const secret = await settleWithPassword(visitor, tests.server, 'first-key@example.org');
    await page.goto('/keys');
    tests.server.clock.advance(6 * 60_000);
    await visitor.hold(visitor.laptop);
    const adding = dialog(page, 'Add a key');
    await press(page, 'Add a key');
    await adding.getByText('First your password and a code, then the new key.').waitFor();
    await adding.getByRole('radio', { name: /^This device/ }).check();
    await press(adding, 'Continue');
    const confirming = dialog(page, 'Confirm that it is you.');
    await fill(confirming, 'Password', PASSWORD);
    await fill(confirming, 'Code from your authenticator app', totpCode(tests.server, secret));
    await press(confirming, 'Confirm');
    await adding.getByRole('heading', { name: 'Now the new key' }).waitFor();
    await press(adding, 'Use this device');
    await told(page, /is new: it signs you in/);
  });
});

describe('a suspended key at sign-in', () => {
  it('is told so, and comes back with a recovery key typed beside it', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const [first = ''] = await settleProtected(visitor, tests.server, 'comes-back@example.org');
    await page.goto('/keys');
    await press(page, 'Suspend Laptop');
    await press(dialog(page, 'Suspend Laptop?'), 'Suspend Laptop');
    await told(page, 'Laptop is shut out; you need do nothing more.');
    const home = await tests.visit();
    await home.hold(visitor.laptop);
    await home.page.goto('/sign-in');
    await press(home.page, 'Sign in with a key');
    await statement(home.page, 'That key is suspended.');
    await home.page.getByText('Its own touch does not bring it back. Use what stands above.').waitFor();
    await press(home.page, 'Use the key with it');
    await home.page.getByText(/Type/).first().waitFor();
    await home.page.getByLabel('Recovery key').fill(first);
    await press(home.page, 'Use the key with it');
    await statement(home.page, 'Your account is protected.');
    await home.page.goto('/keys');
    await row(home.page, 'Desk key')
      .getByText(/Shut out since .+, by Laptop/)
      .waitFor();
    // The browser in which the other key was used is signed out.
    await page.reload();
    await statement(page, 'Sign in to Skerry');
  });
});
