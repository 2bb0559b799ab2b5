// The privacy page, in a real browser: what it says of a standard and of a protected account, and the holder's wish.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { dialog, fill, goOnWithOne, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settleProtected, settleWithKey } from './settled-people.ts';

const tests = prepareBrowserTests();
const picture = (name: string): [string, string] => [join(ARTIFACTS, 'pages'), name];

describe('the privacy page', () => {
  it('lets the holder of a standard account opt out, and take it back after proving who they are', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'private@example.org');
    await page.goto('/privacy');
    await statement(page, 'What you write may be used for training.');
    expect(await portray(page, ...picture('privacy-included'))).toEqual([]);
    await press(page, 'Opt out of training');
    await told(page, 'You opted out of training.');
    await statement(page, 'What you write is excluded from training.');
    await page.getByText('It stays so until you take that back.').waitFor();
    tests.server.clock.advance(6 * 60_000);
    await press(page, 'Take that back');
    await told(page, 'You took that back.');
    await statement(page, 'What you write may be used for training.');
  });

  it('says of a protected account that everything is excluded, and what leaving would mean', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'shielded@example.org');
    await page.goto('/privacy');
    await statement(page, 'What you write is excluded from training.');
    await page.getByText('It stays so for as long as protection is on.').waitFor();
    await page.getByText('Everything else is included again, unless you opt out below.').waitFor();
    await page.getByText('30 days after they would have ended').waitFor();
    expect(await portray(page, ...picture('privacy-protected'))).toEqual([]);
    await press(page, 'Opt out of training');
    await page.getByText('Everything else stays excluded too, because you opted out.').waitFor();
  });

  it('deletes an account only by its typed address, shows what waits, and stops it there', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'leaving@example.org');
    await page.goto('/privacy');
    await press(page, 'Delete this account');
    const asking = dialog(page, 'Delete this account?');
    await fill(asking, 'Type your e-mail address', 'somebody@example.org');
    await press(asking, 'Begin deleting it');
    await asking.getByText('That is not the address of this account.').waitFor();
    expect(await portray(page, ...picture('privacy-delete-asked'))).toEqual([]);
    await fill(asking, 'Type your e-mail address', 'Leaving@example.org');
    await press(asking, 'Begin deleting it');
    await dialog(page, SECOND_PROOF)
      .getByText(/^With two it happens by itself after 14 days, with no second touch\./)
      .waitFor();
    await goOnWithOne(page);
    await told(
      page,
      /^The account is as it was\. Its deletion waits\. .+ Another key then has to finish it, or, where none is used, the same one from/,
    );
    await page.getByText('It has not happened. It is ready, if nobody stops it, in').waitFor();
    expect(await portray(page, ...picture('privacy-delete-waits'))).toEqual([]);
    await page.goto('/holds');
    await page.getByText('nobody could bring them back. What stays in the log names nobody.').waitFor();
    await press(page, 'Stop this change Delete the account');
    await told(page, 'Stopped. The account stays as it is.');
  });

  it('gives everything that is held as one file, after proving who asks', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'curious@example.org');
    await page.goto('/privacy');
    const arriving = page.waitForEvent('download');
    await press(page, 'Export what is held on me');
    await told(page, 'The file is on its way.');
    const arrived = await arriving;
    expect(arrived.suggestedFilename()).toMatch(/^held-data-.+\.json$/);
    const held = JSON.parse(readFileSync(await arrived.path(), 'utf8'));
    expect(held.tables.account).toMatchObject([{ email: 'curious@example.org', display_name: 'Mara Lindqvist' }]);
    expect(held.tables.credential).toMatchObject([{ nickname: 'Desk key' }]);
  });
});
