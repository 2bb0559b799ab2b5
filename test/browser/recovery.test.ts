// Recovery in a real browser: a holder who lost every key comes back after the wait, and a thief with a recovery key does not.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { album } from './album.ts';
import { prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, go, goOnWithOne, press, statement, told } from './on-page.ts';
import { comeBack, hasOnlyOne, readSlips, registerAndFinish, startRecovery } from './recovery-steps.ts';
import { settleProtected } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const HOUR_MS = 3_600_000;
const IN_CHARGE = 'Your account is protected.';
const RECOVERING = 'Somebody is recovering this account with a recovery key.';
const KEY = /^([0-9A-HJKMNP-TV-Z]{4} ){6}[0-9A-HJKMNP-TV-Z]{4}$/;
const SECRET = /^([0-9A-HJKMNP-TV-Z]{4} ){4}[0-9A-HJKMNP-TV-Z]{4}$/;

const tests = prepareBrowserTests();

/** Every address that the visitor's browser asks for from now on. */
function notedAddresses({ page }: Visitor): string[] {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  return addresses;
}

/** A recovery begun elsewhere, by somebody who only has the paper. @returns the case secret. */
async function begunElsewhere(email: string, recoveryKey: string): Promise<string> {
  const begun = await new BrowserLike(tests.server.url).call('recovery.begin', { email, recoveryKey });
  await allDelivered(tests.server);
  return begun.caseSecret;
}

/** Whether the browser would ask whether the page is really to be left. */
const asksBeforeLeaving = ({ page }: Visitor): Promise<boolean> =>
  page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));

describe('a holder who lost both keys', () => {
  it('comes back with a recovery key, after the wait and not before', async () => {
    const lost = await tests.visit();
    const email = 'lost-both@example.org';
    const [, paper = ''] = await settleProtected(lost, tests.server, email);
    const visitor = await tests.visit();
    const { page } = visitor;
    const addresses = notedAddresses(visitor);
    await page.goto('/sign-in');
    await page.getByText('I cannot sign in').click();
    await page.getByRole('link', { name: 'Use a recovery key' }).click();
    await statement(page, 'Come back with a recovery key.');
    const secret = await startRecovery(visitor, email, paper);
    expect(secret).toMatch(SECRET);
    expect(await asksBeforeLeaving(visitor)).toBe(true);
    const saving = page.waitForEvent('download');
    await press(page, 'Save as a file');
    const file = readFileSync(await (await saving).path(), 'utf8');
    expect(file).toContain(secret);
    expect(file).toContain('/recover/return');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('figure').getByText('/recover/return').isVisible()).toBe(true);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    expect(await asksBeforeLeaving(visitor)).toBe(false);

    await allDelivered(tests.server);
    tests.server.clock.advance(71 * HOUR_MS);
    await comeBack(visitor, secret.toLowerCase().replaceAll(' ', ''));
    await statement(page, /^Your recovery waits until /);
    await page.getByText('l•••@example.org').waitFor();
    tests.server.clock.advance(2 * HOUR_MS);
    await comeBack(visitor, secret);
    const fresh = await registerAndFinish(visitor, paper);
    expect(fresh).toHaveLength(2);
    for (const key of fresh) expect(key).toMatch(KEY);
    expect(fresh).not.toContain(paper);
    await fill(page, 'Either of the two new keys, from your copy', paper);
    await press(page, 'Test the key');
    await page.getByText('That is neither of the two recovery keys.').waitFor();
    await fill(page, 'Either of the two new keys, from your copy', fresh[1] ?? '');
    await press(page, 'Test the key');
    await told(page, 'It works: recovery key 2.');
    await page.getByRole('link', { name: 'Go to your account' }).click();
    await statement(page, IN_CHARGE);
    await page.getByText('The days after your recovery end').waitFor();
    await go(page, 'Settings');
    await statement(page, /^You are /);
    for (const name of ['Turn protection off', 'Change the address']) {
      expect(await button(page, name).getAttribute('aria-disabled')).toBe('true');
    }
    const bare = secret.replaceAll(' ', '').toLowerCase();
    expect(
      addresses.filter((address) =>
        address
          .toLowerCase()
          .replace(/[^a-z0-9]/g, '')
          .includes(bare),
      ),
    ).toEqual([]);

    await go(page, 'Overview');
    await press(page, 'Sign out');
    await press(page, 'Sign in with a key');
    await statement(page, IN_CHARGE);
    await lost.page.goto('/sign-in');
    await press(lost.page, 'Sign in with a key');
    await lost.page.getByText('That did not open an account.').waitFor();
    await comeBack(lost, secret);
    await statement(lost.page, 'This recovery is finished.');
  });

  it('is told which group of the recovery key was misread, and what every other refusal may mean', async () => {
    const holder = await tests.visit();
    const [paper = ''] = await settleProtected(holder, tests.server, 'misread@example.org');
    const { page } = await tests.visit();
    await page.goto('/recover');
    await press(page, 'Start the recovery');
    await page.getByText('Type the e-mail address of the account.').waitFor();
    await fill(page, 'E-mail address of the account', 'misread@example.org');
    await fill(page, 'Recovery key', paper.slice(0, 20));
    await press(page, 'Start the recovery');
    await page.getByText('This is not a whole one.').waitFor();
    await page.getByText('Say whether you have the other one.').waitFor();
    await hasOnlyOne(page);
    await fill(page, 'Recovery key', `${paper.slice(0, 10)}${paper[10] === 'A' ? 'B' : 'A'}${paper.slice(11)}`);
    await press(page, 'Start the recovery');
    await page.getByText('Group 3 is not right. Look at it again.').waitFor();
    const field = page.getByLabel('Recovery key');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await fill(page, 'Recovery key', paper);
    await fill(page, 'E-mail address of the account', 'nobody-here@example.org');
    await page.getByRole('radio', { name: /^Yes, both are here/ }).check();
    await fill(page, 'The other recovery key', paper.toLowerCase());
    await press(page, 'Start the recovery');
    await page.getByText('That is the same key once more.').waitFor();
    await hasOnlyOne(page);
    await press(page, 'Start the recovery');
    await told(page, 'No recovery was started.');
  });

  it('is asked before leaving the only page that shows the case secret, also by the way back', async () => {
    const holder = await tests.visit();
    const email = 'leaves-early@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const visitor = await tests.visit();
    const { page } = visitor;
    await startRecovery(visitor, email, paper);
    const asking = dialog(page, 'Have you kept the case secret?');
    await page.getByRole('link', { name: 'Sign in with it.' }).click();
    expect(await button(asking, 'Stay here').evaluate((safe) => safe === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await asking.waitFor({ state: 'detached' });
    await statement(page, 'Your recovery has started. Now it waits.');
    await page.evaluate(() => history.back());
    await press(asking, 'Stay here');
    await statement(page, 'Your recovery has started. Now it waits.');
    await page.evaluate(() => history.back());
    await press(asking, 'I have it: leave this page');
    await statement(page, /^Sign in to /);
  });

  it('sends once more where the answer was lost on its way, and has the same case', async () => {
    const holder = await tests.visit();
    const email = 'lost-answer@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const visitor = await tests.visit();
    const { page } = visitor;
    const answers: string[] = [];
    await page.route(
      '**/api/v1/recovery',
      async (route) => {
        answers.push(await (await route.fetch()).text());
        await route.abort();
      },
      { times: 1 },
    );
    await page.goto('/recover');
    await fill(page, 'E-mail address of the account', email);
    await fill(page, 'Recovery key', paper);
    await hasOnlyOne(page);
    await press(page, 'Start the recovery');
    await told(page, 'We do not know whether it was started. Send it once more.');
    await press(page, 'Start the recovery');
    await statement(page, 'Your recovery has started. Now it waits.');
    const [secret = ''] = await readSlips(page);
    expect(answers).toEqual([expect.stringContaining(secret)]);
  });

  it('may give a recovery up, and finds no case behind another secret', async () => {
    const holder = await tests.visit();
    const email = 'gives-up-recovery@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const secret = await begunElsewhere(email, paper);
    const visitor = await tests.visit();
    const { page } = visitor;
    await comeBack(visitor, `${secret.slice(0, 10)}${secret[10] === 'A' ? 'B' : 'A'}${secret.slice(11)}`);
    await page.getByText('Group 3 is not right. Look at it again.').waitFor();
    await comeBack(visitor, '0000 0000 0000 0000 0000');
    await page.getByText('It is typed correctly, but opens no case here.').waitFor();
    await comeBack(visitor, secret);
    await statement(page, /^Your recovery waits until /);
    await press(page, 'Give up this recovery');
    const asking = dialog(page, 'Give up this recovery?');
    expect(await button(asking, 'Let it wait').evaluate((safe) => safe === document.activeElement)).toBe(true);
    await press(asking, 'Give up this recovery');
    await statement(page, 'You gave up this recovery.');
    await comeBack(visitor, secret);
    await statement(page, 'This recovery was stopped.');
  });
});

describe('a holder who has both recovery keys', () => {
  it('types both, and is told that only a key stops it; the thief’s case is gone', async () => {
    const lost = await tests.visit();
    const email = 'has-both@example.org';
    const [first = '', second = ''] = await settleProtected(lost, tests.server, email);
    const thief = await begunElsewhere(email, first);
    const visitor = await tests.visit();
    const { page } = visitor;
    await page.goto('/recover');
    await fill(page, 'E-mail address of the account', email);
    await fill(page, 'Recovery key', first);
    await page.getByRole('radio', { name: /^Yes, both are here/ }).check();
    await fill(page, 'The other recovery key', second);
    await press(page, 'Start the recovery');
    await statement(page, 'Your recovery has started. Now it waits.');
    await page.getByText('Only a key can stop it.').waitFor();
    const other = await tests.visit();
    await comeBack(other, thief);
    await statement(other.page, 'This recovery was stopped.');
    await lost.page.goto('/case');
    await statement(lost.page, RECOVERING);
    await lost.page.getByText('Both, made').waitFor();
    await lost.page
      .getByText(/It takes a key that was trusted when it started: (Desk key or Laptop|Laptop or Desk key)\./)
      .waitFor();
  });
});

describe('a thief with a stolen recovery key', () => {
  it('is stopped by the holder with one click, and the wait leads nowhere', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    const email = 'vetoes@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const thief = await tests.visit();
    const secret = await startRecovery(thief, email, paper);
    await tests.server.mailTo(email, /recover/i);
    await page.goto('/');
    await statement(page, 'Somebody is recovering this account.');
    await page.getByRole('main').getByRole('link', { name: 'See the case' }).first().click();
    await statement(page, RECOVERING);
    await page.getByText('Chrome on Linux, never seen before').waitFor();
    await page.getByText('Key 1 of 2').waitFor();
    await press(page, 'Stop this recovery');
    await told(page, 'Stopped. The recovery has ended');
    await statement(page, 'The recovery was stopped.');
    await go(page, 'On hold');
    await statement(page, 'Nothing is waiting to happen.');
    await page.getByText('A recovery of this account').waitFor();
    await go(page, 'Overview');
    await statement(page, IN_CHARGE);
    tests.server.clock.advance(80 * HOUR_MS);
    await comeBack(thief, secret);
    await statement(thief.page, 'This recovery was stopped.');
  });

  it('is stopped by any sign-in with a key, even when the wait is over, and the holder is told', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    const email = 'signs-in@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const secret = await begunElsewhere(email, paper);
    tests.server.clock.advance(73 * HOUR_MS);
    const thief = await tests.visit();
    await comeBack(thief, secret);
    await statement(thief.page, 'The wait is over. Register two new keys.');
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await page.getByText('By signing in you stopped a recovery of this account.').waitFor();
    await statement(page, IN_CHARGE);
    await page.reload();
    await statement(page, IN_CHARGE);
    expect(await page.getByText('By signing in you stopped').count()).toBe(0);

    await fill(thief.page, 'Type it once more from your paper', paper);
    await thief.hold(thief.laptop);
    await press(thief.page, 'Add this device');
    await statement(thief.page, 'This recovery was stopped.');
  });

  it('is stopped by the link in the alert, without any sign-in', async () => {
    const holder = await tests.visit();
    const email = 'follows-link@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const secret = await begunElsewhere(email, paper);
    const mail = await tests.server.mailTo(email, /Somebody is recovering/);
    const visitor = await tests.visit();
    await visitor.page.goto(/\/not-me#\S+/.exec(mail.text)?.[0] ?? '');
    await statement(visitor.page, 'A recovery of this account was begun. Was it you?');
    await press(visitor.page, 'This wasn’t me: stop it');
    await statement(visitor.page, 'Stopped.');
    await visitor.page.getByText('1 thing that waited was stopped').waitFor();
    await comeBack(visitor, secret);
    await statement(visitor.page, 'This recovery was stopped.');
  });
});

describe('things that will happen', () => {
  it('stand on one page, each with the button that stops it, and stay for a while after they end', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    const email = 'on-hold@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    await page.goto('/holds');
    await statement(page, 'Nothing is waiting to happen.');
    await go(page, 'Settings');
    await press(page, 'Turn protection off');
    await press(dialog(page, 'Turn protection off?'), 'Begin turning it off');
    await goOnWithOne(page);
    await told(page, /^Protection is still on\./);
    await go(page, 'Overview');
    await page.getByRole('link', { name: 'See everything that waits' }).click();
    await statement(page, 'One change waits. It has not happened.');
    await begunElsewhere(email, paper);
    await page.reload();
    await statement(page, RECOVERING);
    const { keep, wrong } = album(holder);
    await keep('on-hold-recovery');
    expect(wrong).toEqual([]);
    await press(page, 'Stop this change Turn protection off');
    await told(page, 'Stopped. Protection stays on.');
    await press(page, 'Stop this recovery');
    await statement(page, 'Nothing is waiting to happen.');
    await page.getByText('Turning protection off').waitFor();
    await page.getByText('A recovery of this account').waitFor();
    expect(await page.getByText('Stopped', { exact: true }).count()).toBe(2);
  });
});
