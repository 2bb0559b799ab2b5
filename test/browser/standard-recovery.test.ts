// Standard accounts in a real browser: back by a link in a mail, backup codes kept and used, and the support page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../packages/server/src/domain/id.ts';
import { setRole } from '../../packages/server/src/storage/account.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { openStore } from '../support/open-store.ts';
import { PASSWORD, totpCode } from '../support/people.ts';
import { album } from './album.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { dialog, fill, press, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settleProtected, settleWithKey, settleWithPassword } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const LINK = /http\S*\/recover\/link#hfl_[\w-]+/;
const CODE = /^([0-9A-HJKMNP-TV-Z]{4} ){2}[0-9A-HJKMNP-TV-Z]{4}$/;

const tests = prepareBrowserTests();

/** Asks for a link from the sign-in page, as somebody does who cannot sign in. @returns the address in the mail. */
async function askForLink({ page }: Visitor, email: string): Promise<string> {
  await page.goto('/sign-in');
  await page.getByText('I cannot sign in').click();
  await page.getByRole('link', { name: 'Get a link by e-mail' }).click();
  await statement(page, 'Get a link to come back.');
  await fill(page, 'E-mail address of the account', email);
  await press(page, 'Send me a link');
  await statement(page, 'Check your mail.');
  const mail = await tests.server.mailTo(email, LINK);
  return LINK.exec(mail.text)?.[0] ?? '';
}

async function inStore(change: (store: Store) => Promise<unknown>): Promise<void> {
  const store = openStore({ dialect: 'sqlite', file: join(tests.server.dataDir, 'holdfast.db') });
  await change(store);
  await store.close();
}

/** Somebody whom an operator made one of staff. */
async function appoint({ page }: Visitor, role: 'support' | 'operator'): Promise<void> {
  const { id } = await page.evaluate(async () => (await fetch('/api/v1/account')).json() as Promise<{ id: string }>);
  await inStore((store) => store.write((tx) => setRole(tx, id as AccountId, role)));
}

describe('a holder of a standard account who cannot sign in', () => {
  it('comes back with a new key by a link, in the browser that asked and in no other', async () => {
    const before = await tests.visit();
    const email = 'key-in-the-sea@example.org';
    await settleWithKey(before, tests.server, email);
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await page.goto('/recover/e-mail');
    await statement(page, 'Get a link to come back.');
    await keep('link-ask');
    const link = await askForLink(visitor, email);
    await keep('link-sent');
    const other = await tests.visit();
    await other.page.goto(link);
    await statement(other.page, 'Go on with your recovery.');
    await press(other.page, 'Go on');
    await statement(other.page, 'This link does not open anything here.');
    expect(await portray(other.page, join(ARTIFACTS, 'pages'), 'link-gone')).toEqual([]);
    await page.goto(link);
    await statement(page, 'Go on with your recovery.');
    expect(new URL(page.url()).hash).toBe('');
    await keep('link-open');
    await press(page, 'Go on');
    await statement(page, 'Mara Lindqvist, choose how you sign in from now on.');
    await keep('link-way-key');
    await visitor.hold(visitor.laptop);
    await press(page, 'Register a new key');
    await statement(page, 'Your account opens with your keys.');
    await before.page.goto('/');
    await statement(before.page, 'Sign in to Skerry');
    expect(wrong).toEqual([]);
  });

  it('brings a suspended key back by a link, and is signed in with it', async () => {
    const visitor = await tests.visit();
    const { page, context } = visitor;
    const { keep, wrong } = album(visitor);
    const email = 'shut-out-by-a-thief@example.org';
    await settleWithKey(visitor, tests.server, email);
    await inStore((store) =>
      store.write((tx) =>
        tx.q
          .updateTable('credential')
          .set({ suspended_at: tests.server.clock.now(), suspended_by: 'link' })
          .where('nickname', '=', 'Desk key')
          .where('account_id', 'in', tx.q.selectFrom('account').select('id').where('email', '=', email))
          .execute(),
      ),
    );
    await context.clearCookies();
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await statement(page, 'That key is suspended.');
    await keep('come-back-link');
    await page.getByRole('link', { name: 'Ask for a recovery link' }).click();
    await statement(page, 'Get a link to come back.');
    await page.goto(await askForLink(visitor, email));
    await press(page, 'Go on');
    await page.getByRole('heading', { name: 'A key of yours is suspended?' }).waitFor();
    await keep('link-suspended-key');
    await press(page, 'Use the suspended key');
    await statement(page, 'Your account opens with your keys.');
    expect(wrong).toEqual([]);
  });

  it('keeps ten backup codes, signs in with one, and sets a new password with another', async () => {
    const visitor = await tests.visit();
    const { page, context } = visitor;
    const { keep, wrong } = album(visitor);
    const email = 'ten-codes@example.org';
    await settleWithPassword(visitor, tests.server, email);
    await page.goto('/account');
    await press(page, 'Make ten codes');
    const shown = dialog(page, 'Your ten backup codes');
    const listed = shown.getByRole('listitem');
    await expect.poll(() => listed.count()).toBe(10);
    const codes = await listed.allInnerTexts();
    for (const code of codes) expect(code).toMatch(CODE);
    await keep('backup-codes');
    const saving = page.waitForEvent('download');
    await press(shown, 'Save as a file');
    expect(readFileSync(await (await saving).path(), 'utf8')).toContain(codes[9]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(codes[0] ?? '').isVisible()).toBe(true);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    await page.screenshot({ path: join(ARTIFACTS, 'pages', 'backup-codes-print.png') });
    await page.emulateMedia({ media: 'screen' });
    await press(shown, 'I have kept them');
    await page.getByText('10 of ten are left.').waitFor();

    await context.clearCookies();
    await page.goto('/sign-in');
    await fill(page, 'E-mail address', email);
    await page.getByText('Use a password instead').click();
    await fill(page, 'Password', PASSWORD);
    await press(page, 'Continue to the second step');
    await press(page, 'Use a backup code');
    await fill(page, 'Backup code', '0000 0000 0000');
    await press(page, 'Sign in');
    await page.getByText('That is not one of your unused backup codes. Check it, or try another.').waitFor();
    await keep('sign-in-backup-code');
    await fill(page, 'Backup code', (codes[0] ?? '').toLowerCase());
    await press(page, 'Sign in');
    await statement(page, /Your account/);

    await context.clearCookies();
    await page.goto(await askForLink(visitor, email));
    await press(page, 'Go on');
    await statement(page, 'One more step, so that a stranger in your mailbox is not enough.');
    await keep('link-prove');
    await press(page, 'Use a backup code instead');
    await fill(page, 'Backup code', codes[1] ?? '');
    await press(page, 'Go on');
    await statement(page, 'Noor, choose how you sign in from now on.');
    await page.getByText('Set a new password instead').click();
    await fill(page, 'New password', 'eleven grey seals sleep on the skerry');
    await keep('link-way-password');
    await press(page, 'Save it and sign in');
    await statement(page, /Your account/);
    await page.goto('/account');
    await page.getByText('8 of ten are left.').waitFor();
    expect(wrong).toEqual([]);
  });
});

describe('support', () => {
  it('looks at an account for a ticket, has a link mailed, and its holder sees both', async () => {
    const holder = await tests.visit();
    const email = 'helped@example.org';
    const secret = await settleWithPassword(holder, tests.server, email);
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'desk@example.org');
    await appoint(visitor, 'operator');
    await page.goto('/account');
    await page.getByRole('link', { name: 'Open the support page' }).click();
    await statement(page, 'Look at an account, for a ticket.');
    await fill(page, 'E-mail address of the account', email);
    await fill(page, 'Ticket', 'T-1042');
    await press(page, 'Look at the account');
    await page.getByText('Standard', { exact: true }).waitFor();
    await keep('staff');
    await press(page, 'Mail a recovery link');
    await told(page, `The link is on its way to ${email}.`);
    const mail = await tests.server.mailTo(email, LINK);
    expect(mail.text).toContain('They cannot open the link');

    await holder.page.goto(LINK.exec(mail.text)?.[0] ?? '');
    await press(holder.page, 'Go on');
    // The app's code of this half minute was used at sign-up.
    tests.server.clock.advance(60_000);
    await fill(holder.page, 'Code from your authenticator app', totpCode(tests.server, secret));
    await press(holder.page, 'Go on');
    await statement(holder.page, 'Noor, choose how you sign in from now on.');
    await holder.page.goto('/activity');
    await holder.page.getByText('Support looked at this account, for T-1042').waitFor();
    await holder.page.getByText('Support had a recovery link mailed to you, for T-1042.').waitFor();

    await fill(page, 'E-mail address of the account', 'desk@example.org');
    await press(page, 'Look at the account');
    await page.getByText('Support cannot let anybody into a protected account.').waitFor();
    await fill(page, 'E-mail address of a protected account', email);
    await press(page, 'Make it support');
    await page.getByText('That account is not protected yet. It has to be first.').waitFor();
    expect(wrong).toEqual([]);
  });
});
