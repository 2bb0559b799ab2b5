// The pages for everybody: by keyboard alone, with large text, without motion, and on paper.

import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { prepareBrowserTests } from './browser-tests.ts';
import { LARGE_TEXT, startChromium } from './chromium-browser.ts';
import { button, press, statement, told } from './on-page.ts';
import { settled } from './settled.ts';
import { settleProtected, settleWithKey } from './settled-people.ts';
import { DESK, Visitor } from './visitor.ts';

const tests = prepareBrowserTests();

const TABS_MAX = 40;
const NARROWEST = { width: 320, height: 640 };

/** Presses Tab until what is in focus has this name, as somebody without a mouse does. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, exact: true }).filter({ visible: true }).first();
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${TABS_MAX} times Tab do not lead to the ${role} “${name}”`);
}

const isInFocus = (page: Page, name: string): Promise<boolean> =>
  button(page, name).evaluate((element) => element === document.activeElement);

describe('by keyboard alone', () => {
  it('one signs in, and ends a session', async () => {
    const holder = await tests.visit();
    const { page, context } = holder;
    await settleProtected(holder, tests.server, 'keyboard@example.org');
    await context.clearCookies();
    await page.goto('/sign-in');
    await statement(page, 'Sign in to Skerry');
    await tabTo(page, 'button', 'Sign in with a key');
    await page.keyboard.press('Enter');
    await statement(page, 'Your account is protected.');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, 'link', /^See (both|all)/);
    await page.keyboard.press('Enter');
    await statement(page, 'Two browsers can act for you right now.');
    await tabTo(page, 'button', 'End Chrome on Linux');
    await page.keyboard.press('Enter');
    await told(page, /^Chrome on Linux ended everywhere/);
    await statement(page, 'Only this browser can act for you right now.');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  it('one starts a recovery and keeps its secret, and the holder stops it', async () => {
    const holder = await tests.visit();
    const email = 'keyboard-recovery@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const { page } = await tests.visit();
    const inFocus = (seen: Page) => seen.evaluate(() => document.activeElement?.tagName);
    await page.goto('/recover');
    await statement(page, 'Come back with a recovery key.');
    await tabTo(page, 'textbox', 'E-mail address of the account');
    await page.keyboard.type(email);
    await tabTo(page, 'textbox', 'Recovery key');
    await page.keyboard.type(paper);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: /^No, only this one/ }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await statement(page, 'Your recovery has started. Now it waits.');
    expect(await inFocus(page)).toBe('H1');
    await tabTo(page, 'button', 'Save as a file');
    const saving = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await saving).suggestedFilename()).toMatch(/^recovery-case-.{4}\.txt$/);

    await holder.page.goto('/');
    await statement(holder.page, 'Somebody is recovering this account.');
    await tabTo(holder.page, 'link', 'See the case');
    await holder.page.keyboard.press('Enter');
    await statement(holder.page, 'Somebody is recovering this account with a recovery key.');
    expect(await inFocus(holder.page)).toBe('H1');
    await tabTo(holder.page, 'button', 'Stop this recovery');
    await holder.page.keyboard.press('Enter');
    await statement(holder.page, 'The recovery was stopped.');
    expect(await inFocus(holder.page)).toBe('H1');
  });

  it('one passes over the bar, and Escape takes the safe choice of a dialog', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleWithKey(holder, tests.server, 'escape@example.org');
    await page.goto('/keys');
    await statement(page, 'One key opens this account.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    // Past the bar: at the first thing of the page, which is what just happened where something did.
    expect(await page.evaluate(() => Boolean(document.activeElement?.closest('main')))).toBe(true);
    if (!(await isInFocus(page, 'Add a key'))) await tabTo(page, 'button', 'Add a key');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Add a key' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await isInFocus(page, 'Add a key')).toBe(true);
  });
});

describe('text at 200 %', () => {
  it('needs no sideways scrolling on the narrowest phone, on any page', async () => {
    await using browser = await startChromium(LARGE_TEXT);
    const holder = await Visitor.enter(browser, { url: tests.server.url, viewport: NARROWEST });
    const { page, context } = holder;
    await settleProtected(holder, tests.server, 'large.text.and.a.long.address@example.org');
    const tooWide: string[] = [];
    const measure = async (path: string) => {
      await page.goto(path);
      await settled(page);
      const [whole = 0, text] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        Number.parseFloat(getComputedStyle(document.body).fontSize),
      ]);
      expect(text).toBe(32);
      if (whole > NARROWEST.width) tooWide.push(`${path}: ${whole} px`);
    };
    for (const path of ['/', '/keys', '/sessions', '/activity', '/holds', '/case', '/recovery', '/account']) {
      await measure(path);
    }
    await context.clearCookies();
    for (const path of ['/sign-in', '/sign-up', '/setup', '/not-me', '/recover', '/recover/return', '/nowhere']) {
      await measure(path);
    }
    expect(tooWide).toEqual([]);
    expect(holder.faults).toEqual([]);
  });
});

describe('reduced motion', () => {
  it('leaves nothing that moves', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await settleProtected(holder, tests.server, 'motion@example.org');
    const moving = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((element) => {
            const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
            const lasts = (durations: string) => durations.split(',').some((each) => Number.parseFloat(each) > 0.001);
            return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      );
    for (const path of ['/', '/keys', '/sessions']) {
      await page.goto(path);
      await settled(page);
      expect(await moving()).toEqual([]);
    }
    await press(page, 'Lock account');
    await page.getByRole('dialog').waitFor();
    expect(await moving()).toEqual([]);
  });
});

describe('on paper', () => {
  it('recovery keys stand alone, with whose they are and where they work', async () => {
    const holder = await tests.visit({ viewport: DESK });
    const { page } = holder;
    await settleWithKey(holder, tests.server, 'paper@example.org');
    await page.goto('/protect');
    await press(page, 'Confirm it is you');
    await holder.hold(holder.laptop);
    await press(page, 'Add this device');
    await press(page.getByRole('dialog'), 'Continue');
    await press(page, 'Continue to recovery keys');
    await press(page, 'Make two recovery keys');
    const slips = page.getByRole('figure');
    await slips.first().waitFor();
    const forWhom = page.getByText(`For paper@example.org at ${new URL(tests.server.url).host}`);
    expect(await forWhom.first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await slips.count()).toBe(2);
    for (const slip of await slips.all()) {
      expect(
        await slip
          .getByText(/^[0-9A-Z]{4}/)
          .first()
          .isVisible(),
      ).toBe(true);
      expect(await slip.getByText('For paper@example.org').isVisible()).toBe(true);
    }
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByLabel('Type either recovery key from your copy').isVisible()).toBe(false);
  });
});
