// Recovery keys in a real browser: the drill, what it says of a slip of the pen, new keys in the place of the old, and the
// reminder when the last proof is long ago.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { readQrCode } from '../support/read-qr-code.ts';
import { judgeAccess } from './access.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, go, goOnWithOne, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settled } from './settled.ts';
import { settleProtected, settleWithKey } from './settled-people.ts';

const tests = prepareBrowserTests();

const READY = 'If every key is lost, you can still come back.';
const SHOWN = 'Keep these two new keys somewhere safe. They are shown once.';
const PAPER = 'Type one of your recovery keys from its paper';
const COPY = 'Type either recovery key from your copy';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The same key with another symbol in its `group`th group. */
function mistyped(key: string, group: number): string {
  const at = (group - 1) * 5;
  return `${key.slice(0, at)}${key[at] === 'A' ? 'B' : 'A'}${key.slice(at + 1)}`;
}

const slipsOn = (page: Page): Promise<readonly string[]> =>
  page.locator('.slip code').evaluateAll((codes) => codes.map((code) => code.textContent?.trim() ?? ''));

/** What a camera reads from each code. */
async function readCodes(codes: Locator): Promise<readonly string[]> {
  const drawn = await codes.evaluateAll((drawings) =>
    drawings.map((svg) => ({
      path: svg.querySelector('path')?.getAttribute('d') ?? '',
      size: Number(svg.getAttribute('viewBox')?.split(' ').at(-1)),
    })),
  );
  return drawn.map(({ path, size }) => readQrCode(path, size));
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.tagName === 'INPUT' ? 'field' : (element?.textContent?.trim() ?? '');
  });

const isFocused = (page: Page, name: string): Promise<boolean> =>
  button(page, name).evaluate((element) => element === document.activeElement);

describe('practising a recovery', () => {
  it('finds a key good without using it up, and names the group of a slip of the pen', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const [, second = ''] = await settleProtected(visitor, tests.server, 'practises@example.org');
    await page.goto('/');
    await go(page, 'Recovery');
    await statement(page, READY);
    await page.getByText('Never typed back', { exact: true }).waitFor();
    await press(page, 'Check it');
    await page.getByText('Type one of the two recovery keys.').waitFor();
    await fill(page, PAPER, mistyped(second, 5));
    await press(page, 'Check it');
    await page.getByText('Group 5 is not right. Look at it again.').waitFor();
    expect(await focused(page)).toBe('field');
    expect(await judgeAccess(page)).toEqual([]);
    for (let twice = 0; twice < 2; twice++) {
      await fill(page, PAPER, second.toLowerCase().replaceAll(' ', '–'));
      await press(page, 'Check it');
      await told(page, 'Recovery key 2 is good.');
      expect(await page.getByLabel(PAPER, { exact: true }).inputValue()).toBe('');
    }
    expect(await page.getByText('Never typed back', { exact: true }).count()).toBe(0);
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'recovery-practised')).toEqual([]);
    await go(page, 'Overview');
    await page.getByText('Ready: 2 keys, 2 recovery keys, one proved just now').waitFor();
    await page.getByText('You typed back recovery key 2. It is good.').first().waitFor();
  });

  it('is asked for half a year after the last proof, on the overview and by the page itself', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const [first = ''] = await settleProtected(visitor, tests.server, 'long-ago@example.org');
    tests.server.clock.advance(181 * DAY_MS);
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await statement(page, 'Your account is protected.');
    await page.getByText('It is time to practise a recovery.').waitFor();
    await settled(page);
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'overview-nagged')).toEqual([]);
    await page.getByRole('link', { name: 'Practise a recovery' }).first().click();
    await statement(page, 'It is time to practise a recovery.');
    await fill(page, PAPER, first);
    await press(page, 'Check it');
    await told(page, 'Recovery key 1 is good.');
    await statement(page, READY);
    tests.server.clock.advance(-181 * DAY_MS);
  });
});

describe('replacing recovery keys', () => {
  it('shows two new ones once, on paper with a code; the old are good until these are in place', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const [old = ''] = await settleProtected(visitor, tests.server, 'replaces@example.org');
    await page.goto('/recovery');
    await press(page, 'Make two new recovery keys');
    await statement(page, SHOWN);
    const dropped = await slipsOn(page);
    await press(page, 'Keep the old ones');
    await told(page, 'Your current recovery keys stay good.');
    await statement(page, READY);
    await press(page, 'Make two new recovery keys');
    await statement(page, SHOWN);
    const [first = '', second = ''] = await slipsOn(page);
    expect(dropped).not.toContain(first);

    const saving = page.waitForEvent('download');
    await press(page, 'Save as a file');
    const file = readFileSync(await (await saving).path(), 'utf8');
    const [fromFile = ''] = file.split('\n').filter((line) => /^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/.test(line));
    expect(fromFile).toBe(first);
    expect(await page.getByRole('img', { name: /^Recovery key/ }).count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    const codes = page.getByRole('img', { name: /^Recovery key [12], as a code for a camera$/ });
    expect(await readCodes(codes)).toEqual([first, second]);
    await page.pdf({ path: join(ARTIFACTS, 'pages', 'new-recovery-keys-on-paper.pdf'), format: 'A4' });
    await page.emulateMedia({ media: 'screen' });

    await fill(page, COPY, mistyped(second, 7));
    await told(page, 'Group 7 does not fit');
    await press(page, 'Put them in place of the old ones');
    await goOnWithOne(page);
    await page.getByText('Group 7 is not right. Look at it again.').waitFor();
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'recovery-new-keys')).toEqual([]);
    await fill(page, COPY, fromFile);
    await told(page, 'All seven groups read correctly.');
    await press(page, 'Put them in place of the old ones');
    await told(page, /^It is ready .+ The old recovery keys are good until the new ones are in place/);
    await statement(page, READY);
    await page.getByText('When the wait is over, a key has to finish it. Nothing happens by itself.').waitFor();
    await press(page, 'Close');
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'recovery-replacing')).toEqual([]);
    await tests.server.mailTo('replaces@example.org', /made new recovery keys/);
    await fill(page, PAPER, second);
    await press(page, 'Check it');
    await page.getByText('That is neither of the two recovery keys.').waitFor();
    await fill(page, PAPER, old);
    await press(page, 'Check it');
    await told(page, 'Recovery key 1 is good.');
  });

  it('is not forced by another’s recovery: it costs none, and the page leads to the case', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const email = 'none-lost@example.org';
    const [stolen = ''] = await settleProtected(visitor, tests.server, email);
    const thief = new BrowserLike(tests.server.url);
    const { caseSecret } = await thief.call('recovery.begin', { email, recoveryKey: stolen });
    await page.goto('/recovery');
    await page.getByText('A recovery of this account is under way.').waitFor();
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'recovery-under-way')).toEqual([]);
    await page.getByRole('link', { name: 'See the case' }).click();
    await page.waitForURL('/case');
    await thief.call('recovery.withdraw', { caseSecret });
    await go(page, 'Overview');
    await page.getByText('2 keys, 2 recovery keys').first().waitFor();
    expect(await page.getByText('One recovery key is left.').count()).toBe(0);
    await page.goto('/recovery');
    await fill(page, PAPER, stolen);
    await press(page, 'Check it');
    await told(page, 'Recovery key 1 is good.');
  });

  it('asks for a trusted key where the one in hand was added today', async () => {
    const visitor = await tests.visit();
    const { page, context } = visitor;
    await settleProtected(visitor, tests.server, 'new-key@example.org');
    const spare = await tests.visit();
    await visitor.hold(spare.deskKey);
    await page.goto('/keys');
    await press(page, 'Add a key');
    await press(dialog(page, 'Add a key'), 'Continue');
    await told(page, /is new: it signs you in/);
    await context.clearCookies();
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await statement(page, 'Your account is protected.');
    await go(page, 'Recovery');
    await press(page, 'Make two new recovery keys');
    const asking = dialog(page, 'This needs a trusted key.');
    await asking.getByText('Use one of these instead: Desk key, Laptop.').waitFor();
    await press(asking, 'Leave it as it was');
    await statement(page, READY);
    await tests.server.mailTo('new-key@example.org', /tried to make new recovery keys/);
    await visitor.hold(visitor.laptop);
    await press(page, 'Make two new recovery keys');
    await press(asking, 'Use a key');
    await statement(page, SHOWN);
  });

  it('is done by keyboard alone', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'by-keyboard@example.org');
    await page.goto('/recovery');
    await statement(page, READY);
    await button(page, 'Check it').focus();
    await page.keyboard.press('Tab');
    expect(await isFocused(page, 'Make two new recovery keys')).toBe(true);
    await page.keyboard.press('Enter');
    await statement(page, SHOWN);
    expect(await focused(page)).toBe(SHOWN);
    const [first = ''] = await slipsOn(page);
    for (const name of ['Print both', 'Save as a file']) {
      await page.keyboard.press('Tab');
      expect(await isFocused(page, name)).toBe(true);
    }
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('field');
    await page.keyboard.type(first.toLowerCase());
    await page.keyboard.press('Enter');
    await dialog(page, SECOND_PROOF).waitFor();
    expect(await isFocused(page, 'Leave it as it was')).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await isFocused(page, 'Go on with one')).toBe(true);
    await page.keyboard.press('Enter');
    await told(page, /The old recovery keys are good until the new ones are in place/);
    await statement(page, READY);
    expect(await focused(page)).toBe(READY);
  });
});

describe('an account that is not protected', () => {
  it('is told what recovery keys are, and where they come from', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'not-yet@example.org');
    await page.goto('/recovery');
    await statement(page, 'This account has no recovery keys.');
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'recovery-standard')).toEqual([]);
    await page.getByRole('link', { name: 'Turn on protection' }).click();
    await statement(page, 'Make your keys the only way in.');
  });
});
