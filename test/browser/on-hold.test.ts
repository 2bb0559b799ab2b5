// Changes that wait in a real browser: begun with one proof or two, ready and not done, finished by another key, lapsed.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PASSWORD, totpCode } from '../support/people.ts';
import { album } from './album.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, go, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settled } from './settled.ts';
import { settleProtected, settleUnconfirmed, settleWithPassword } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const tests = prepareBrowserTests();
const PAGES = join(ARTIFACTS, 'pages');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function askToLeave({ page }: Visitor, proofs: 'one' | 'two'): Promise<void> {
  await page.goto('/account');
  await press(page, 'Turn protection off');
  await press(dialog(page, 'Turn protection off?'), 'Begin turning it off');
  const asking = dialog(page, SECOND_PROOF);
  await asking.getByText('You confirm: protection is turned off.').waitFor();
  if (proofs === 'one') await press(asking, 'Go on with one');
}

async function comeBack(visitor: Visitor, key: 'deskKey' | 'laptop', hours: number): Promise<void> {
  tests.server.clock.advance(hours * HOUR_MS);
  await visitor.hold(visitor[key]);
  await visitor.page.goto('/sign-in');
  await press(visitor.page, 'Sign in with a key');
  await go(visitor.page, 'On hold');
}

describe('what one key began', () => {
  it('waits, is ready, and is finished by another key alone', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'one-key@example.org');
    await askToLeave(visitor, 'one');
    await told(
      page,
      /^Protection is still on\. .+ It is ready .+, if nobody stops it\. Another key then has to finish it, or, where none is used, the same one from/,
    );
    await go(page, 'On hold');
    await statement(page, 'One change waits. It has not happened.');
    await page.getByText('When the wait is over, a key has to finish it. Nothing happens by itself.').waitFor();
    await page.getByText(/Laptop can finish it\. Desk key began it, so it counts from .+, if no other key/).waitFor();
    expect(await page.getByRole('button', { name: /^Use another key/ }).count()).toBe(0);
    await keep('on-hold-waits');

    await comeBack(visitor, 'deskKey', 73);
    await statement(page, 'One change has waited long enough. It has not happened.');
    await settled(page);
    await keep('on-hold-ready');
    await visitor.hold(visitor.laptop);
    await press(page, 'Use another key to turn it off');
    await told(page, 'Protection is off. Your keys open the account as before.');
    await statement(page, 'Nothing is waiting to happen.');
    await page.getByText('Happened', { exact: true }).waitFor();
    await go(page, 'Overview');
    await statement(page, 'Your account opens with your keys.');
    expect(wrong).toEqual([]);
  });

  it('may be finished by the same key after a week in which no other was used', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'same-key@example.org');
    await askToLeave(visitor, 'one');
    await told(page, /^Protection is still on\./);
    await comeBack(visitor, 'deskKey', 169);
    await page.getByText('Desk key began it. It can finish it too, because no other key was used.').waitFor();
    await press(page, 'Use a key to turn it off');
    await told(page, 'Protection is off. Your keys open the account as before.');
  });

  it('is told of on every page as it is, and is kept from happening with one press', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'kept@example.org');
    await askToLeave(visitor, 'one');
    await told(page, /^Protection is still on\./);
    await comeBack(visitor, 'deskKey', 73);
    await go(page, 'Overview');
    await statement(page, 'Your account is protected.');
    await page.getByText('Somebody asked to turn that off. It does not happen by itself').waitFor();
    await page
      .getByText(/^It has waited long enough, and has not happened\. Another key can finish it until/)
      .waitFor();
    await settled(page);
    await keep('overview-ready');
    await go(page, 'Settings');
    await button(page, 'Use another key to turn it off').waitFor();
    await keep('settings-ready');
    await press(page, 'Keep protection Turn protection off');
    await told(page, 'Stopped. Protection stays on.');
    await button(page, 'Turn protection off').waitFor();
    expect(wrong).toEqual([]);
  });
});

describe('several changes', () => {
  it('are ready side by side, are stopped together, and lapse where nobody finishes them', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'several@example.org');
    await askToLeave(visitor, 'one');
    await told(page, /^Protection is still on\./);
    await go(page, 'Privacy');
    await press(page, 'Delete this account');
    await page.getByLabel('Type your e-mail address').fill('several@example.org');
    await press(dialog(page, 'Delete this account?'), 'Begin deleting it');
    await press(dialog(page, SECOND_PROOF), 'Go on with one');
    await told(page, /^The account is as it was\. Its deletion waits\./);
    await comeBack(visitor, 'laptop', 14 * 24 + 1);
    await statement(page, 'Two changes have waited long enough. Neither has happened.');
    await settled(page);
    expect(await portray(page, PAGES, 'on-hold-two-ready')).toEqual([]);
    await comeBack(visitor, 'laptop', 4 * 24);
    await statement(page, 'One change has waited long enough. It has not happened.');
    await page.getByText('Lapsed, nobody finished it').waitFor();
    await askToLeave(visitor, 'one');
    await told(page, /^Protection is still on\./);
    await go(page, 'On hold');
    await press(page, 'Stop both changes');
    await told(page, 'Stopped. Everything stays as it was.');
    await statement(page, 'Nothing is waiting to happen.');
    expect(await portray(page, PAGES, 'on-hold-ended')).toEqual([]);
  });
});

describe('what two proofs began', () => {
  it('happens by itself, is said to, and is stopped by a trusted key alone', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'two-keys@example.org');
    await askToLeave(visitor, 'two');
    const asking = dialog(page, SECOND_PROOF);
    await asking.getByText(/^With two it happens by itself after 3 days, with no second touch\./).waitFor();
    await keep('second-proof-fixed');
    await visitor.hold(visitor.laptop);
    await press(asking, 'Use a second key');
    await told(page, /^Protection is still on\. .+ It happens .+, unless a trusted key stops it\./);
    await go(page, 'On hold');
    await statement(page, 'One change waits. It has not happened.');
    await page.getByText('It happens by itself, unless a trusted key stops it, in').waitFor();
    await page.getByText('Two proofs began it, so only a trusted key stops it.').waitFor();
    await keep('on-hold-by-itself');
    await go(page, 'Overview');
    await statement(page, /^Your account is protected until .+\.$/);
    await go(page, 'On hold');
    tests.server.clock.advance(6 * 60_000);
    await press(page, 'Stop this change Turn protection off');
    await told(page, 'Stopped. Protection stays on.');
    await statement(page, 'Nothing is waiting to happen.');
    expect(wrong).toEqual([]);
  });
});

describe('a change of a standard account', () => {
  it('is confirmed once more with password and code, proved anew', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    const secret = await settleWithPassword(visitor, tests.server, 'no-keys@example.org');
    await page.goto('/privacy');
    await press(page, 'Delete this account');
    await page.getByLabel('Type your e-mail address').fill('no-keys@example.org');
    await press(dialog(page, 'Delete this account?'), 'Begin deleting it');
    await told(page, /^The account is as it was\. Its deletion waits\. .+ You then confirm it once more\./);
    await go(page, 'On hold');
    await page.getByText('When the wait is over, you confirm it once more. Nothing happens by itself.').waitFor();
    tests.server.clock.advance(13 * DAY_MS);
    await page.reload();
    await statement(page, 'One change waits. It has not happened.');
    tests.server.clock.advance(1 * DAY_MS + HOUR_MS);
    await page.reload();
    await statement(page, 'One change has waited long enough. It has not happened.');
    await page.getByText('Your password and a code can finish it. Deleting cannot be undone.').waitFor();
    await settled(page);
    await keep('on-hold-standard');
    await press(page, 'Use password and code to delete it');
    const proving = dialog(page, 'Confirm that it is you.');
    await fill(proving, 'Password', PASSWORD);
    await fill(proving, 'Code from your authenticator app', totpCode(tests.server, secret));
    await press(proving, 'Confirm');
    await page.getByText('Confirmed. The account is deleted in a moment.').waitFor();
    await keep('on-hold-deleted');
    expect(wrong).toEqual([]);
  });
});

describe('while protection settles', () => {
  it('nothing slow is finished by any number of proofs, and every page says so', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleUnconfirmed(visitor, tests.server, 'settles@example.org');
    await page.goto('/recovery');
    await press(page, 'Let it wait 3 days only');
    const asking = dialog(page, SECOND_PROOF);
    await asking.getByText(/^With two it happens by itself after 3 days, with no second touch\./).waitFor();
    await press(asking, 'Go on with one');
    await told(page, /^A recovery waits as long as before\./);
    await go(page, 'On hold');
    await page.getByText(/^Protection settles until .+ Until then nothing like this is finished/).waitFor();
    await keep('on-hold-settling');
    expect(wrong).toEqual([]);
  });
});
