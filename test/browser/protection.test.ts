// Protection in a real browser: turning it on step by step, coming back half-way, and taking it back in time.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, go, goOnWithOne, press, statement, told } from './on-page.ts';
import { settleProtected, settleWithKey } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const tests = prepareBrowserTests();

/** The two recovery keys, as the slips on the page show them. */
async function readSlips(page: Page): Promise<readonly string[]> {
  const slips = page.getByRole('figure').filter({ hasText: 'Recovery key' });
  await slips.first().waitFor();
  return slips.locator('code').evaluateAll((codes) => codes.map((code) => code.textContent?.trim() ?? ''));
}

/** From the overview to the slips: steps 1 and 2, and the beginning of 3. */
async function makeRecoveryKeys(visitor: Visitor): Promise<readonly string[]> {
  const { page } = visitor;
  await page.goto('/');
  await page.getByRole('link', { name: 'Turn on protection' }).click();
  await statement(page, 'Make your keys the only way in.');
  await press(page, 'Confirm it is you');
  await statement(page, 'You need one more key.');
  expect(await button(page, 'Continue to recovery keys').getAttribute('aria-disabled')).toBe('true');
  await visitor.hold(visitor.laptop);
  await press(page, 'Add this device');
  const adding = dialog(page, 'Add this device');
  await fill(adding, 'Name of this key', 'Laptop');
  await press(adding, 'Continue');
  await statement(page, 'Your keys are enough.');
  await press(page, 'Continue to recovery keys');
  await statement(page, 'Next, two recovery keys, on paper.');
  await press(page, 'Make two recovery keys');
  await statement(page, 'Keep these two keys somewhere safe. They are shown once.');
  return readSlips(page);
}

async function confirm(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await statement(page, 'Read these six sentences before you confirm.');
  // The laptop was added on the way: beside the key of sign-up it does not confirm.
  await page.getByText('A trusted key confirms it: Desk key.').waitFor();
  await page.getByText('It is final at once.').waitFor();
  await visitor.hold(visitor.deskKey);
  const touch = button(page, 'Use a key to turn on protection');
  expect(await touch.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('checkbox', { name: /^I have both recovery keys on paper/ }).check();
  await touch.click();
  await statement(page, 'Your account is protected.');
}

async function signOutAndIn(visitor: Visitor, key: 'laptop' | 'deskKey'): Promise<void> {
  const { page } = visitor;
  await press(page, 'Sign out');
  await statement(page, 'Sign in to Skerry');
  await visitor.hold(visitor[key]);
  await press(page, 'Sign in with a key');
  await statement(page, 'Your account is protected.');
}

describe('turning protection on', () => {
  it('takes four steps, and afterwards either key opens the account', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'four-steps@example.org');
    const [first = '', second = ''] = await makeRecoveryKeys(visitor);
    expect(first).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const saving = page.waitForEvent('download');
    await press(page, 'Save as a file');
    const file = readFileSync(await (await saving).path(), 'utf8');
    expect([file.includes(first), file.includes(second)]).toEqual([true, true]);

    const field = page.getByLabel('Type either recovery key from your copy');
    await field.fill(`${second.slice(0, 10)}${second[10] === 'A' ? 'B' : 'A'}${second.slice(11)}`);
    await told(page, 'Group 3 does not fit');
    await press(page, 'Check and continue');
    await page.getByText('Group 3 is not right. Look at it again.').waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill(second.toLowerCase().replaceAll(' ', '-'));
    await told(page, 'All seven groups read correctly.');
    await page.getByRole('radio', { name: /^7 days/ }).check();
    await press(page, 'Check and continue');

    await confirm(visitor);
    await told(page, 'Protection is on.');
    await page.getByText('2 recovery keys, then 7 days of waiting').waitFor();
    await signOutAndIn(visitor, 'deskKey');
    await signOutAndIn(visitor, 'laptop');
    await page.goto('/protect');
    await statement(page, 'Your account is protected.');
  });

  it('keeps the place of somebody who leaves, but never shows recovery keys again', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'comes-back@example.org');
    const [first = ''] = await makeRecoveryKeys(visitor);
    await page.getByRole('link', { name: 'Leave for now' }).click();
    await page.getByText('Your place is kept.').waitFor();
    await page.getByRole('link', { name: 'Continue turning on protection' }).click();
    await statement(page, 'The keys you made cannot be shown again.');
    expect(await page.content()).not.toContain(first.slice(0, 9));
    await fill(page, 'Type either recovery key from your copy', first);
    await press(page, 'Check and continue');
    await statement(page, 'Read these six sentences before you confirm.');
    await page.reload();
    await confirm(visitor);
  });

  it('can be given up before the last step, and then nothing has changed', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'gives-up@example.org');
    await makeRecoveryKeys(visitor);
    await press(page, 'Not now: leave my account as it is');
    const asking = dialog(page, 'Stop turning protection on?');
    expect(await button(asking, 'Go on').evaluate((safe) => safe === document.activeElement)).toBe(true);
    await press(asking, 'Stop turning it on');
    await statement(page, 'Your account opens with your keys.');
    await page.getByRole('link', { name: 'Turn on protection' }).waitFor();
  });
});

describe('keys of a protected account', () => {
  it('say why they cannot be removed, where the button stays and does nothing', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'keeps-two@example.org');
    await page.goto('/keys');
    const remove = button(page, 'Remove Laptop');
    await remove.focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    const reason = await remove.evaluate(
      (element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
    );
    expect(reason).toContain('Laptop cannot be removed yet. Fewer than two keys that count would be left.');
  });

  it('can be renamed and, when there are three, suspended with all that they had opened', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'three@example.org');
    const spare = await tests.visit();
    await visitor.hold(spare.deskKey);
    await page.goto('/keys');
    await press(page, 'Add a key');
    await press(dialog(page, 'Add a key'), 'Continue');
    await told(page, /^Security key is new: it signs you in; from .+ it can also change the account\./);
    await press(page, 'Rename Security key');
    await fill(dialog(page, 'Another name for Security key'), 'Name of this key', 'Safe');
    await press(dialog(page, 'Another name for Security key'), 'Save the name');
    await told(page, 'It is called Safe now.');
    await spare.hold(spare.deskKey);
    await spare.page.goto('/sign-in');
    await press(spare.page, 'Sign in with a key');
    await statement(spare.page, 'Your account is protected.');
    await press(page, 'Suspend Safe');
    await press(dialog(page, 'Suspend Safe?'), 'Suspend Safe');
    await told(page, 'Safe is shut out, and the session it had opened ended. You need do nothing more.');
    await statement(page, 'Two keys open this account.');
    await spare.page.reload();
    await statement(spare.page, 'Sign in to Skerry');
  });
});

describe('leaving protection', () => {
  it('waits three days, and any browser that is signed in can stop it', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'leaves@example.org');
    const other = await tests.visit();
    await other.hold(visitor.laptop);
    await other.page.goto('/sign-in');
    await press(other.page, 'Sign in with a key');
    await statement(other.page, 'Your account is protected.');

    await page.goto('/account');
    await press(page, 'Turn protection off');
    await press(dialog(page, 'Turn protection off?'), 'Begin turning it off');
    await goOnWithOne(page);
    await told(page, /^Protection is still on\. Turning it off waits\./);
    await go(page, 'Overview');
    await statement(page, 'Your account is protected.');
    await tests.server.mailTo('leaves@example.org', /not-me#/);

    await other.page.reload();
    await other.page.getByText('Somebody asked to turn that off.').waitFor();
    await press(other.page, 'Stop this change Turn protection off');
    await told(other.page, 'Stopped. Protection stays on.');
    await statement(other.page, 'Your account is protected.');
    await page.reload();
    await statement(page, 'Your account is protected.');
  });
});
