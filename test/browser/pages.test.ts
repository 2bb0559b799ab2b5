// Every page, in every state that people meet: accessible in both themes, and kept in pictures.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { codeIn, PASSWORD } from '../support/people.ts';
import { album } from './album.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { dialog, fill, goOnWithOne, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { settled } from './settled.ts';
import { settleProtected, settleWithKey, settleWithPassword, signInQuietly } from './settled-people.ts';

const MINUTE_MS = 60_000;

const tests = prepareBrowserTests();

describe('pages that everybody sees', () => {
  it('of the set-up, and of addresses that lead nowhere', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await page.goto('/nowhere');
    await statement(page, 'There is nothing at this address.');
    await keep('not-found');
    await page.goto('/sign-in');
    await page.getByText('This server has not been set up yet.').waitFor();
    await keep('sign-in-not-set-up');
    await page.goto('/setup');
    await statement(page, 'This link is not whole.');
    await keep('set-up-cut');
    await page.goto('/setup#hfsu_of-another-server');
    await statement(page, 'This link does not open the set-up.');
    await keep('set-up-gone');
    await page.goto(tests.server.running.setupLink ?? '');
    await statement(page, 'Make the operator’s account, with two keys.');
    await keep('set-up');
    await fill(page, 'Your name', 'Ines Prado');
    await fill(page, 'E-mail address', 'operator@example.org');
    await visitor.hold(visitor.laptop);
    await press(page, 'Add this device');
    await statement(page, 'One key is registered. It needs two.');
    await keep('set-up-one-key');
    await visitor.hold(visitor.deskKey);
    await press(page, 'Add a security key');
    await statement(page, 'Both keys are registered. Make the account.');
    await keep('set-up-ready');
    await press(page, 'Make the account');
    await page.getByText('On this platform every account is protected.').waitFor();
    await keep('protect-required');
    await page.goto('/dev/mailbox');
    await statement(page, /mail/);
    await keep('development-mailbox');
    expect(wrong).toEqual([]);
  });

  it('of signing in', async () => {
    const visitor = await tests.visit({ offersKeysInFields: true });
    const { page, context } = visitor;
    const { keep, wrong } = album(visitor);
    await settleWithPassword(visitor, tests.server, 'entry@example.org');
    await context.clearCookies();
    // A computer that could hold keys, and holds none.
    await visitor.hold(visitor.laptop);
    await page.goto('/sign-in');
    await page.getByText('Select the field to see passkeys saved here.').waitFor();
    await keep('sign-in');
    await page.getByText('Use a password instead').click();
    await press(page, 'Continue to the second step');
    await page.getByText('Type your e-mail address first.').waitFor();
    await keep('sign-in-password');
    await fill(page, 'E-mail address', 'entry@example.org');
    await fill(page, 'Password', 'the wrong one altogether');
    await press(page, 'Continue to the second step');
    await page.getByText('That did not open an account.').waitFor();
    await keep('sign-in-refused');
    await fill(page, 'Password', PASSWORD);
    await press(page, 'Continue to the second step');
    await statement(page, 'The password fits. One more step.');
    await keep('sign-in-second-step');
    expect(wrong).toEqual([]);
  });

  it('of signing up', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await page.goto('/sign-up');
    await statement(page, 'Make an account on Skerry');
    await keep('sign-up');
    await fill(page, 'E-mail address', 'portrait@example.org');
    await press(page, 'Send six digits');
    await statement(page, 'Type the six digits we sent.');
    await keep('sign-up-code');
    await fill(page, 'Six digits', codeIn((await tests.server.mailTo('portrait@example.org', /\d{6}/)).text));
    await press(page, 'Continue');
    await statement(page, 'How will you open it?');
    await keep('sign-up-way');
    await fill(page, 'Your name', 'Noor');
    await press(page, 'Use a password and an authenticator app');
    await page.getByRole('img', { name: /^A code for your authenticator app/ }).waitFor();
    await keep('sign-up-password');
    expect(wrong).toEqual([]);
  });

  it('of “This wasn’t me”', async () => {
    const holder = await tests.visit();
    await settleProtected(holder, tests.server, 'alerted@example.org');
    await signInQuietly(holder, tests.server, new BrowserLike(tests.server.url));
    const mail = await tests.server.mailTo('alerted@example.org', /Somebody signed in/);
    const link = /\/not-me#\S+/.exec(mail.text)?.[0] ?? '';
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await page.goto(link);
    await statement(page, /^Did you sign in at /);
    await keep('not-me');
    await press(page, 'This wasn’t me: stop it');
    await statement(page, /^Stopped\. .+ is suspended\.$/);
    await keep('not-me-done');
    await page.goto('about:blank');
    await page.goto(link);
    await statement(page, 'This button was pressed already.');
    await keep('not-me-used');
    expect(wrong).toEqual([]);
  });
});

describe('pages of a standard account', () => {
  it('with a password', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleWithPassword(visitor, tests.server, 'noor@example.org');
    await page.goto('/');
    await statement(page, 'Your account opens with a password.');
    await keep('overview-standard');
    await page.goto('/keys');
    await statement(page, 'No key opens this account yet.');
    await keep('keys-none');
    await page.goto('/account');
    await statement(page, 'You are Noor here.');
    await keep('settings-standard');
    tests.server.clock.advance(6 * MINUTE_MS);
    await press(page, 'Replace the app');
    await dialog(page, 'Confirm that it is you.').waitFor();
    await keep('step-up-password');
    expect(wrong).toEqual([]);
  });

  it('on its way to protection', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleWithKey(visitor, tests.server, 'on-the-way@example.org');
    await page.goto('/protect');
    await statement(page, 'Make your keys the only way in.');
    await keep('protect-1');
    await press(page, 'Confirm it is you');
    await statement(page, 'You need one more key.');
    await keep('protect-2-missing');
    await visitor.hold(visitor.laptop);
    await press(page, 'Add this device');
    await dialog(page, 'Add this device').waitFor();
    await keep('protect-2-adding');
    await press(dialog(page, 'Add this device'), 'Continue');
    await statement(page, 'Your keys are enough.');
    await press(page, 'Close');
    await keep('protect-2');
    await press(page, 'Continue to recovery keys');
    await statement(page, 'Next, two recovery keys, on paper.');
    await keep('protect-3-making');
    await press(page, 'Make two recovery keys');
    await statement(page, 'Keep these two keys somewhere safe. They are shown once.');
    await keep('protect-3');
    const first = (await page.getByRole('figure').first().locator('code').textContent()) ?? '';
    await fill(page, 'Type either recovery key from your copy', first.slice(0, 22));
    await press(page, 'Check and continue');
    await page.getByText('A recovery key has seven groups of four. This is not a whole one.').waitFor();
    await keep('protect-3-part');
    await page.emulateMedia({ media: 'print' });
    await page.pdf({ path: join(ARTIFACTS, 'pages', 'recovery-keys-on-paper.pdf'), format: 'A4' });
    await page.emulateMedia({ media: 'screen' });
    await page.reload();
    await statement(page, 'The keys you made cannot be shown again.');
    await keep('protect-3-again');
    await fill(page, 'Type either recovery key from your copy', first);
    await press(page, 'Check and continue');
    await statement(page, 'Read these six sentences before you confirm.');
    await keep('protect-4');
    expect(wrong).toEqual([]);
  });
});

describe('pages of a protected account', () => {
  it('in daily use', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'mara@example.org');
    await page.goto('/');
    await statement(page, 'Your account is protected.');
    await page.getByText(/^You turned protection on/).waitFor();
    await keep('overview');
    for (const [path, says] of [
      ['keys', 'Two keys open this account.'],
      ['sessions', 'Only this browser can act for you right now.'],
      ['activity', 'What happened on this account, and when.'],
      ['alerts', 'You hear of every sign-in, every refusal and every change.'],
      ['recovery', 'If every key is lost, you can still come back.'],
      ['account', /^You are Mara Lindqvist here\.$/],
    ] as const) {
      await page.goto(`/${path}`);
      await statement(page, says);
      await settled(page);
      await keep(path === 'account' ? 'settings' : path);
    }
    expect(wrong).toEqual([]);
  });

  it('with something waiting, several sessions, and dialogs open', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'leaving@example.org');
    const here = await visitor.context.cookies();
    await signInQuietly(visitor, tests.server, new BrowserLike(tests.server.url));
    await visitor.context.addCookies(here);
    await page.goto('/sessions');
    await statement(page, 'Two browsers can act for you right now.');
    await keep('sessions-two');
    await press(page, 'Lock account');
    await dialog(page, 'Lock your account now?').waitFor();
    await keep('lock');
    await press(dialog(page, 'Lock your account now?'), 'Keep it open');
    await page.goto('/keys');
    await press(page, 'Add a key');
    await dialog(page, 'Add a key').waitFor();
    await keep('keys-adding');
    await page.keyboard.press('Escape');
    await page.goto('/account');
    await press(page, 'Turn protection off');
    await dialog(page, 'Turn protection off?').waitFor();
    await keep('leaving-asked');
    await press(dialog(page, 'Turn protection off?'), 'Begin turning it off');
    await dialog(page, SECOND_PROOF).waitFor();
    await keep('second-proof');
    await goOnWithOne(page);
    await told(page, /^Protection is still on\./);
    await press(page, 'Close');
    await keep('settings-leaving');
    await page.goto('/');
    await statement(page, 'Your account is protected.');
    await page.getByText('Somebody asked to turn that off.').waitFor();
    await settled(page);
    await keep('overview-leaving');
    expect(wrong).toEqual([]);
  });

  it('that could not be had', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'offline@example.org');
    await page.route('**/api/v1/sessions', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', status: 500, code: 'server.fault', reference: 'F-20B7-91' }),
      }),
    );
    await page.goto('/sessions');
    await statement(page, 'We could not fetch your sessions.');
    await keep('sessions-failed');
    expect(wrong).toEqual([]);
  });
});
