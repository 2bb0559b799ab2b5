// The activity page: kinds, words and days, in the address; earlier days; what it says when there is nothing or no answer.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, press, statement } from './on-page.ts';
import { portray } from './portraits.ts';
import { settleProtected, settleWithKey } from './settled-people.ts';

const tests = prepareBrowserTests();
const PORTRAITS = join(ARTIFACTS, 'activity');

/** Calls a door from the visitor's own page. */
const rename = (page: Awaited<ReturnType<typeof tests.visit>>['page'], names: readonly string[]) =>
  page.evaluate(async (all) => {
    for (const displayName of all) {
      await fetch('/api/v1/account/display-name', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ displayName }),
      });
    }
  }, names);

describe('the activity page', () => {
  it('keeps what is looked at in its address, and finds words of what it says', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'looks@example.org');
    await page.goto('/activity');
    await rename(page, ['Mara Blue', 'Mara Green']);
    await page.reload();
    await statement(page, 'What happened on this account, and when.');
    await page.getByText('You changed your name to Mara Green.').waitFor();
    const table = page.getByRole('table', { name: /^Sign-ins, changes and refusals/ });
    const newest = table.getByRole('row').nth(1);
    await newest.waitFor({ state: 'attached' });
    const [, changes = ''] = await newest.getByRole('cell').allInnerTexts();
    expect(Number(changes)).toBeGreaterThan(2);
    expect(await page.locator('.strip-changes rect').count()).toBe(1);
    expect(await portray(page, PORTRAITS, 'picture')).toEqual([]);
    await press(page, 'Looked at by staff');
    await page.getByText('No member of staff has looked at this account.').waitFor();
    expect(new URL(page.url()).search).toBe('?show=staff');
    await press(page, 'Changes');
    await fill(page, 'With these words', 'changed blue');
    await press(page, 'Search');
    await page.getByText('You changed your name to Mara Blue.').waitFor();
    expect(await page.getByText('You changed your name to Mara Green.').count()).toBe(0);
    expect(new URL(page.url()).search).toBe('?show=changes&text=changed+blue');
    await page.reload();
    await page.getByText('You changed your name to Mara Blue.').waitFor();
    expect(await button(page, 'Changes').getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByLabel('With these words').inputValue()).toBe('changed blue');
    expect(await portray(page, PORTRAITS, 'found')).toEqual([]);
    await page.goBack();
    await page.getByText('You changed your name to Mara Green.').waitFor();
    await fill(page, 'To', '2001-01-01');
    await press(page, 'Search');
    await page.getByText('Nothing was found.').waitFor();
    await press(page, 'Clear the search');
    await page.getByText('You changed your name to Mara Green.').waitFor();
    expect(new URL(page.url()).search).toBe('?show=changes');
  });

  it('gives the activity as a file, after a fresh proof', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'exports@example.org');
    await page.goto('/activity');
    await press(page, 'Export my activity');
    const asking = dialog(page, 'Export your activity');
    expect(await portray(page, PORTRAITS, 'export')).toEqual([]);
    const [file] = await Promise.all([page.waitForEvent('download'), press(asking, 'Download it')]);
    expect(file.suggestedFilename()).toMatch(/^activity-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\ufeffid,position,at,operation')).toBe(true);
    expect(text).toContain('"sign-up.complete"');
    expect(text.endsWith('\r\n')).toBe(true);
    await page.getByText('You exported your activity as CSV.').waitFor();
  });

  it('shows earlier days when asked, each entry once, and says so when they do not come', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    // A protected account changes its names twenty times a day at most.
    await settleWithKey(holder, tests.server, 'earlier@example.org');
    await page.goto('/activity');
    await rename(
      page,
      Array.from({ length: 60 }, (_, number) => `Mara ${number}`),
    );
    await page.reload();
    await page.getByText('You changed your name to Mara 59.').waitFor();
    await page.route('**/api/v1/activity?*before=*', (route) => route.abort());
    await press(page, 'Show earlier days');
    await page.getByText('The earlier entries did not come.').waitFor();
    await page.unroute('**/api/v1/activity?*before=*');
    await press(page, 'Try again');
    await page.getByText('You changed your name to Mara 0.').waitFor();
    for (const number of [0, 9, 10, 11, 59]) {
      expect(await page.getByText(`You changed your name to Mara ${number}.`, { exact: true }).count()).toBe(1);
    }
    await button(page, 'Show earlier days').waitFor({ state: 'detached' });
  });
});
