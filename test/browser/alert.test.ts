// The page behind an alert's link, in a real browser that is not signed in.

import { describe, it } from 'vitest';
import { prepareBrowserTests } from './browser-tests.ts';
import { fill, press, statement } from './on-page.ts';
import { settleProtected } from './settled-people.ts';

const tests = prepareBrowserTests();

/** Somebody signed in, and the path that the alert about it leads to. */
async function alerted(email: string) {
  const holder = await tests.visit();
  const papers = await settleProtected(holder, tests.server, email);
  await holder.context.clearCookies();
  await holder.page.goto('/sign-in');
  await press(holder.page, 'Sign in with a key');
  await statement(holder.page, 'Your account is protected.');
  const mail = await tests.server.mailTo(email, /Somebody signed in/);
  return { holder, papers, link: /\/not-me#\S+/.exec(mail.text)?.[0] ?? '' };
}

describe('“This wasn’t me”', () => {
  it('changes nothing when it is opened, and nothing when it was you', async () => {
    const { holder, link } = await alerted('was-me@example.org');
    const { page } = await tests.visit();
    await page.goto(link);
    await statement(page, /^Did you sign in at /);
    await press(page, 'It was me');
    await statement(page, 'Then there is nothing to do.');
    await holder.page.reload();
    await statement(holder.page, 'Your account is protected.');
  });

  it('shuts out the key that signed in when its button is pressed, once, and says how to return', async () => {
    const { holder, papers, link } = await alerted('was-not-me@example.org');
    const { page } = await tests.visit();
    await page.goto(link);
    await statement(page, /^Did you sign in at /);
    await press(page, 'This wasn’t me: stop it');
    await statement(page, /^Stopped\. .+ is suspended\.$/);
    await page.getByRole('heading', { name: /^\d sessions? ended$/ }).waitFor();
    await page.goto('about:blank');
    await page.goto(link);
    await statement(page, 'This button was pressed already.');
    await holder.page.reload();
    await statement(holder.page, 'Sign in to Skerry');
    await press(holder.page, 'Sign in with a key');
    await statement(holder.page, 'That key is suspended.');
    await fill(holder.page, 'Recovery key', papers[0] ?? '');
    await press(holder.page, 'Use the key with it');
    await statement(holder.page, 'Your account is protected.');
  });

  it('says so when the link is cut short', async () => {
    const { page } = await tests.visit();
    await page.goto('/not-me#hfn_1.acct_');
    await statement(page, 'This link does not stop anything any more.');
  });
});
