// An account in daily use, in a real browser: who is in, what happened, fresh proofs, another address, the lock.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, PASSWORD, totpCode } from '../support/people.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, go, goOnWithOne, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settleProtected, settleWithKey, settleWithPassword } from './settled-people.ts';
import { PHONE, type Visitor } from './visitor.ts';

const MINUTE_MS = 60_000;

const tests = prepareBrowserTests();

/** The same person in a second browser, with the laptop's key. */
async function secondBrowser(holder: Visitor, viewport = PHONE): Promise<Visitor> {
  const other = await tests.visit({ viewport });
  await other.hold(holder.laptop);
  await other.page.goto('/sign-in');
  await press(other.page, 'Sign in with a key');
  await statement(other.page, 'Your account is protected.');
  return other;
}

describe('every page of an account', () => {
  it('ends in how the sealed log stands', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleWithKey(holder, tests.server, 'colophon@example.org');
    for (const path of ['/', '/keys', '/account']) {
      await page.goto(path);
      const colophon = page.getByRole('contentinfo');
      await colophon
        .getByText(/^Log: \d+ entr(y|ies), sealed today at \d\d:\d\d, signed by this server alone$/)
        .waitFor();
    }
    await page.goto('/sign-in');
    expect(await page.getByText(/^Log: /).count()).toBe(0);
  });
});

describe('sessions', () => {
  it('end one by one, and the browser that was in is out by itself', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'ends-one@example.org');
    const other = await secondBrowser(holder);
    await page.goto('/sessions');
    await statement(page, 'Two browsers can act for you right now.');
    await page.getByText('This browser', { exact: true }).waitFor();
    await button(page, 'End Chrome on Linux').click();
    await told(page, /^Chrome on Linux ended everywhere/);
    await statement(page, 'Only this browser can act for you right now.');
    // By itself: nobody touched it.
    await other.page.getByText('You were signed out.').waitFor();
    await page.reload();
    await statement(page, 'Only this browser can act for you right now.');
  });

  it('end all at once but this one', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'ends-others@example.org');
    const other = await secondBrowser(holder);
    await page.goto('/sessions');
    await press(page, 'End all but this browser');
    await told(page, /^1 other session ended everywhere/);
    await other.page.reload();
    await statement(other.page, 'Sign in to Skerry');
  });

  it('all end when the account is locked, from any page, this browser’s too', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'locks@example.org');
    const other = await secondBrowser(holder);
    await page.goto('/activity');
    await press(page, 'Lock account');
    const asking = dialog(page, 'Lock your account now?');
    await press(asking, 'Keep it open');
    await asking.waitFor({ state: 'detached' });
    expect(await button(page, 'Lock account').evaluate((opener) => opener === document.activeElement)).toBe(true);
    // The open page hears first that its session is over, and is told so when it was left already.
    const [asked, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route('**/api/v1/session', async (route) => {
      asked.resolve();
      await left.promise;
      await route.continue();
    });
    await page.route('**/api/v1/account/lock', async (route) => {
      const response = await route.fetch();
      await asked.promise;
      await route.fulfill({ response });
    });
    await press(page, 'Lock account');
    await press(asking, 'Lock account');
    const notice = page.getByText('Everything signed in to your account has ended.');
    await notice.waitFor();
    const answered = page.waitForResponse('**/api/v1/session');
    left.resolve();
    expect((await answered).status()).toBe(401);
    expect(await notice.isVisible()).toBe(true);
    await other.page.reload();
    await statement(other.page, 'Sign in to Skerry');
  });
});

describe('the list after a Lock', () => {
  it('waits on every page, leads to its own, and is gone once each question was answered', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'answers@example.org');
    await page.goto('/keys');
    await press(page, 'Lock account');
    await press(dialog(page, 'Lock your account now?'), 'Lock account');
    await page.getByText('Everything signed in to your account has ended.').waitFor();
    await press(page, 'Sign in with a key');
    await page.getByText('A list waits for your answers.').waitFor();
    await page.getByRole('link', { name: 'Go to the list' }).click();
    await statement(page, /^The account was locked .+ 4 questions are left\.$/);
    // It has no contacts, so none are asked about; its keys are named.
    await page.getByText('These open the account: Desk key, Laptop.').waitFor();
    for (const answer of ['What opens it is mine', 'Nobody else is', 'Nobody has seen them', 'They do']) {
      await page.getByRole('button', { name: new RegExp(`^${answer}`) }).click();
    }
    await statement(page, 'Nothing is left to answer.');
    await page.reload();
    await statement(page, 'Nothing is left to answer.');
    await go(page, 'Overview');
    await statement(page, 'Your account is protected.');
    expect(await page.getByText('A list waits for your answers.').count()).toBe(0);
  });
});

describe('an open page', () => {
  it('tells by itself of a sign-in elsewhere, with the way to stop it, and shows the new session', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'live@example.org');
    await page.goto('/sessions');
    await statement(page, 'Only this browser can act for you right now.');
    await secondBrowser(holder);
    await page.getByText(/^Somebody signed in to your account/).waitFor();
    await statement(page, 'Two browsers can act for you right now.');
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'live-notice')).toEqual([]);
    await page.getByRole('link', { name: 'This wasn’t me' }).click();
    await statement(page, /^Did you sign in at /);
  });
});

describe('activity', () => {
  it('tells what happened in sentences, newest first, and can be narrowed', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'activity@example.org');
    await page.goto('/account');
    await fill(page, 'Your name', 'Mara L');
    await press(page, 'Save the name');
    await told(page, 'You are Mara L from now on.');
    await go(page, 'Activity');
    await statement(page, 'What happened on this account, and when.');
    await page.getByText('You changed your name to Mara L.').waitFor();
    const sentences = await page.getByRole('main').getByText(/^You /).allInnerTexts();
    expect(sentences[0]).toBe('You changed your name to Mara L.');
    expect(sentences[1]).toMatch(/^You turned protection on/);
    expect(sentences.at(-1)).toBe('You made this account with Desk key.');
    await press(page, 'Refused');
    await page.getByText('Nothing was refused.').waitFor();
    expect(await button(page, 'Refused').getAttribute('aria-pressed')).toBe('true');
    await press(page, 'Changes');
    await page.getByText(/^You turned protection on/).waitFor();
  });
});

describe('a fresh proof', () => {
  it('is asked for when the last one is stale; then what was wanted is done', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'stale@example.org');
    await page.goto('/account');
    tests.server.clock.advance(6 * MINUTE_MS);
    const touches: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') touches.push(new URL(request.url()).pathname);
    });
    await press(page, 'Turn protection off');
    await press(dialog(page, 'Turn protection off?'), 'Begin turning it off');
    await goOnWithOne(page);
    await told(page, /^Protection is still on\. Turning it off waits\./);
    expect(touches.filter((path) => path.includes('step-up'))).toHaveLength(2);
    expect(touches.at(-1)).toBe(touches[0]);
  });

  it('can be declined, and then everything is as it was', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'declines@example.org');
    await page.goto('/account');
    tests.server.clock.advance(6 * MINUTE_MS);
    await holder.hold(null);
    await press(page, 'Turn protection off');
    const asking = dialog(page, 'Turn protection off?');
    await press(asking, 'Begin turning it off');
    await goOnWithOne(page);
    await press(dialog(page, 'Confirm that it is you.'), 'Leave it as it was');
    await dialog(page, 'Confirm that it is you.').waitFor({ state: 'detached' });
    await press(asking, 'Keep protection on');
    await page.reload();
    await button(page, 'Turn protection off').waitFor();
  });

  it('is a password and a code where the account has no key', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    const secret = await settleWithPassword(holder, tests.server, 'no-key@example.org');
    await page.goto('/account');
    tests.server.clock.advance(6 * MINUTE_MS);
    await press(page, 'Change the address');
    const changing = dialog(page, 'Another e-mail address');
    await fill(changing, 'New e-mail address', 'still-no-key@example.org');
    await press(changing, 'Send six digits');
    const proving = dialog(page, 'Confirm that it is you.');
    await fill(proving, 'Password', PASSWORD);
    await fill(proving, 'Code from your authenticator app', '000000');
    await press(proving, 'Confirm');
    await proving.getByText('Password and code did not fit together.').waitFor();
    await fill(proving, 'Code from your authenticator app', totpCode(tests.server, secret));
    await press(proving, 'Confirm');
    await dialog(page, 'Type the six digits we sent.').waitFor();
  });
});

describe('another address', () => {
  async function change({ page }: Visitor, to: string): Promise<void> {
    await page.goto('/account');
    await press(page, 'Change the address');
    const asking = dialog(page, 'Another e-mail address');
    await fill(asking, 'New e-mail address', to);
    await press(asking, 'Send six digits');
    const proving = dialog(page, 'Type the six digits we sent.');
    await fill(proving, 'Six digits', codeIn((await tests.server.mailTo(to, /\d{6}/)).text));
    await press(proving, 'Confirm the new address');
  }

  it('of a standard account waits, and is confirmed once more with its key', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleWithKey(holder, tests.server, 'moves@example.org');
    await change(holder, 'moved@example.org');
    await told(page, /^The change to moved@example\.org waits\. It is ready .+ You then confirm it once more\./);
    await page.getByText('When the wait is over, you confirm it once more. Nothing happens by itself.').waitFor();
    tests.server.clock.advance(73 * 60 * MINUTE_MS);
    await page.reload();
    await press(page, 'Use a key to change it');
    await told(page, 'The address is changed. Alerts go to the new one.');
    await page.getByRole('banner').getByText('moved@example.org').waitFor();
  });

  it('is taken at once with a second key', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'goes@example.org');
    await change(holder, 'gone@example.org');
    const asking = dialog(page, SECOND_PROOF);
    await asking.getByText('You confirm: the address becomes gone@example.org.').waitFor();
    await holder.hold(holder.laptop);
    await press(asking, 'Use a second key');
    await told(page, 'Your address is now gone@example.org.');
  });

  it('waits three days on a protected account, with one button that stops it', async () => {
    const holder = await tests.visit();
    const { page } = holder;
    await settleProtected(holder, tests.server, 'stays@example.org');
    await change(holder, 'elsewhere@example.org');
    await goOnWithOne(page);
    await told(
      page,
      /^The change to elsewhere@example\.org waits\. .+ Another key then has to finish it, or, where none is used, the same one from/,
    );
    await page.getByRole('banner').getByText('stays@example.org').waitFor();
    await page.getByText('It has not happened. It is ready, if nobody stops it, in').waitFor();
    await press(page, 'Stop this change Change the e-mail address');
    await told(page, 'Stopped. Your e-mail address stays.');
    await button(page, 'Change the address').waitFor();
  });
});
