// Coming in, in a real browser: making an account, opening it, and being told why not.

import { describe, expect, it } from 'vitest';
import { codeIn, PASSWORD, totpCode } from '../support/people.ts';
import { prepareBrowserTests } from './browser-tests.ts';
import { button, fill, press, statement } from './on-page.ts';
import { settleProtected, settleWithKey, settleWithPassword } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const MINUTE_MS = 60_000;

const tests = prepareBrowserTests();

/** From the sign-up page to the choice of a way in. */
async function proveAddress({ page }: Visitor, email: string): Promise<void> {
  await page.goto('/sign-up');
  await statement(page, 'Make an account on Skerry');
  await fill(page, 'E-mail address', email);
  await press(page, 'Send six digits');
  await statement(page, 'Type the six digits we sent.');
  await fill(page, 'Six digits', codeIn((await tests.server.mailTo(email, /\d{6}/)).text));
  await press(page, 'Continue');
  await statement(page, 'How will you open it?');
}

describe('making an account', () => {
  it.each(['deskKey', 'laptop'] as const)(
    'with a key takes an address, six digits, a name and a touch: %s',
    async (key) => {
      const visitor = await tests.visit();
      const { page } = visitor;
      await proveAddress(visitor, `${key.toLowerCase()}@example.org`);
      await visitor.hold(visitor[key]);
      await press(page, 'Use a key');
      expect(await page.getByLabel('Your name').evaluate((field) => field === document.activeElement)).toBe(true);
      await fill(page, 'Your name', 'Mara Lindqvist');
      await press(page, 'Use a key');
      await statement(page, 'Your account opens with your keys.');
      await page.reload();
      await statement(page, 'Your account opens with your keys.');
    },
  );

  it('with a password takes an app’s code, offered as a picture, in letters and as a link', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await proveAddress(visitor, 'app@example.org');
    await fill(page, 'Your name', 'Noor');
    await press(page, 'Use a password and an authenticator app');
    await statement(page, 'A password, and an app that proves it is you.');
    await page.getByRole('img', { name: /^A code for your authenticator app/ }).waitFor();
    const link = await page.getByRole('link', { name: 'Open it in an app on this device' }).getAttribute('href');
    const secret = new URL(link ?? '').searchParams.get('secret') ?? '';
    const letters = page.getByText(secret.match(/.{1,4}/g)?.join(' ') ?? '', { exact: true });
    await letters.waitFor();
    await fill(page, 'Password', 'passwordpassword');
    await fill(page, 'Code that the app shows', totpCode(tests.server, secret));
    await press(page, 'Make the account');
    await page.getByText('This password is on every attacker’s list').waitFor();
    await fill(page, 'Password', PASSWORD);
    await press(page, 'Make the account');
    await statement(page, 'Your account opens with a password.');
  });
});

describe('signing in', () => {
  it('with a key is one press and one touch', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'one-press@example.org');
    await page.goto('/');
    await press(page, 'Sign out');
    await page.getByText('You are signed out here.').waitFor();
    await press(page, 'Sign in with a key');
    await statement(page, 'Your account opens with your keys.');
    expect(await visitor.askedOfKeys()).toEqual(['optional']);
  });

  it('with a key that the browser offers in the address field takes no press at all', async () => {
    const visitor = await tests.visit({ offersKeysInFields: true });
    const { page, context } = visitor;
    await settleProtected(visitor, tests.server, 'in-field@example.org');
    await visitor.hold(visitor.laptop);
    await context.clearCookies();
    await page.goto('/sign-in');
    await statement(page, 'Your account is protected.');
    expect(await visitor.askedOfKeys()).toEqual(['conditional']);
  });

  it('by the button takes over from an offer that still stands in the field', async () => {
    const visitor = await tests.visit({ offersKeysInFields: true });
    const { page, context } = visitor;
    await settleWithKey(visitor, tests.server, 'takes-over@example.org');
    // A computer that could hold keys, and holds none of this account.
    await visitor.hold(visitor.laptop);
    await context.clearCookies();
    await page.goto('/sign-in');
    await page.getByText('Select the field to see passkeys saved here.').waitFor();
    await expect.poll(() => visitor.askedOfKeys()).toEqual(['conditional']);
    await visitor.hold(visitor.deskKey);
    await press(page, 'Sign in with a key');
    await statement(page, 'Your account opens with your keys.');
    expect(await visitor.askedOfKeys()).toEqual(['conditional', 'optional']);
  });

  it('with a password takes a second step', async () => {
    const visitor = await tests.visit();
    const { page, context } = visitor;
    const secret = await settleWithPassword(visitor, tests.server, 'second@example.org');
    await context.clearCookies();
    tests.server.clock.advance(MINUTE_MS);
    await page.goto('/sign-in');
    await page.getByText('Use a password instead').click();
    await fill(page, 'E-mail address', 'second@example.org');
    await fill(page, 'Password', PASSWORD);
    await press(page, 'Continue to the second step');
    await statement(page, 'The password fits. One more step.');
    await fill(page, 'Code from your authenticator app', '000000');
    await press(page, 'Sign in');
    await page.getByText('That code does not fit. Wait for the next one and try it.').waitFor();
    await fill(page, 'Code from your authenticator app', totpCode(tests.server, secret));
    await press(page, 'Sign in');
    await statement(page, 'Your account opens with a password.');
  });

  it('leads back to the page that was left when the session ended', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'leads-back@example.org');
    await page.goto('/keys');
    await statement(page, 'Two keys open this account.');
    // The open page hears of it by itself.
    tests.server.clock.advance(61 * MINUTE_MS);
    await page.getByText('You were signed out.').waitFor();
    await press(page, 'Sign in with a key');
    await statement(page, 'Two keys open this account.');
  });
});

describe('what stands in the way of coming in', () => {
  const focused = (page: Visitor['page']) => page.evaluate(() => document.activeElement?.textContent ?? '');

  it('is said beside the field, which takes focus and is tied to the sentence', async () => {
    const { page } = await tests.visit();
    await page.goto('/sign-up');
    await press(page, 'Send six digits');
    const field = page.getByLabel('E-mail address');
    await page.getByText('Type your e-mail address.').waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await fill(page, 'E-mail address', 'nobody');
    await press(page, 'Send six digits');
    await page.getByText('That is not a whole e-mail address.').waitFor();
    const described = await field.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    );
    expect(described).toContain('That is not a whole e-mail address.');
  });

  it('is said at the top, in focus, when the key knows nobody here', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await visitor.hold(visitor.deskKey);
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await page.getByText('No key answered.').waitFor();
    expect(await focused(page)).toContain('No key answered. Nothing was changed.');
    await button(page, 'Sign in with a key').waitFor();
  });

  it('is said without telling whether the account exists when the password is wrong', async () => {
    const { page } = await tests.visit();
    await page.goto('/sign-in');
    await page.getByText('Use a password instead').click();
    await fill(page, 'E-mail address', 'nobody-at-all@example.org');
    await fill(page, 'Password', 'not a password that anybody has');
    await press(page, 'Continue to the second step');
    await page.getByText('That did not open an account.').waitFor();
    expect(await focused(page)).toBe('That did not open an account. Check the address and the password.');
    expect(await page.getByLabel('Password').inputValue()).toBe('');
  });

  it('is a page of its own at an address that leads nowhere', async () => {
    const { page } = await tests.visit();
    const answer = await page.goto('/no-such-page');
    expect(answer?.status()).toBe(404);
    await statement(page, 'There is nothing at this address.');
  });
});

describe('the first start', () => {
  it('makes the operator’s account with two keys from the printed link, once, and protects it', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const link = tests.server.running.setupLink ?? '';
    await page.goto(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);
    await statement(page, 'This link does not open the set-up.');
    await page.goto('about:blank');
    await page.goto(link);
    await statement(page, 'Make the operator’s account, with two keys.');
    expect(page.url()).not.toContain('#');
    await fill(page, 'Your name', 'Ines Prado');
    await fill(page, 'E-mail address', 'operator@example.org');
    await visitor.hold(visitor.laptop);
    await press(page, 'Add this device');
    await statement(page, 'One key is registered. It needs two.');
    expect(await button(page, 'Make the account').getAttribute('aria-disabled')).toBe('true');
    await visitor.hold(visitor.deskKey);
    await press(page, 'Add a security key');
    await statement(page, 'Both keys are registered. Make the account.');
    await press(page, 'Make the account');
    await page.getByText('On this platform every account is protected.').waitFor();
    await page.goto('/keys');
    await page.waitForURL('**/protect');
    await page.goto('about:blank');
    await page.goto(link);
    await statement(page, 'This server has been set up.');
  });
});
