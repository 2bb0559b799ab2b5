// Every page of a recovery, from both sides: accessible in both themes, and kept in pictures.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { album } from './album.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { dialog, fill, press, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { comeBack, hasOnlyOne, startRecovery } from './recovery-steps.ts';
import { settled } from './settled.ts';
import { settleProtected } from './settled-people.ts';

const HOUR_MS = 3_600_000;
const FOLDER = join(ARTIFACTS, 'pages');

const tests = prepareBrowserTests();

describe('pages of a recovery', () => {
  it('for somebody who comes back', async () => {
    const holder = await tests.visit();
    const email = 'portrayed@example.org';
    const [paper = ''] = await settleProtected(holder, tests.server, email);
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await page.goto('/sign-in');
    await page.getByText('I cannot sign in').click();
    await keep('sign-in-help');
    await page.goto('/recover');
    await statement(page, 'Come back with a recovery key.');
    await keep('recover');
    await fill(page, 'E-mail address of the account', 'nobody-at-all@example.org');
    await fill(page, 'Recovery key', paper);
    await hasOnlyOne(page);
    await press(page, 'Start the recovery');
    await told(page, 'No recovery was started.');
    await keep('recover-refused');
    const secret = await startRecovery(visitor, email, paper);
    await keep('recover-started');
    await page.pdf({ path: join(FOLDER, 'case-secret-on-paper.pdf'), format: 'A4' });
    await page.goto('/recover/return');
    await press(page, 'Show the case');
    await page.getByText('Type the case secret.').waitFor();
    await keep('return');
    await comeBack(visitor, secret);
    await statement(page, /^Your recovery waits until /);
    await keep('return-waiting');
    await press(page, 'Give up this recovery');
    await dialog(page, 'Give up this recovery?').waitFor();
    await keep('return-giving-up');
    await allDelivered(tests.server);
    tests.server.clock.advance(73 * HOUR_MS);
    await comeBack(visitor, secret);
    await statement(page, 'The wait is over. Register two new keys.');
    await press(page, 'Add this device');
    await page.getByText('Type a recovery key.').waitFor();
    await keep('return-open');
    await fill(page, 'Type it once more from your paper', paper);
    await visitor.hold(visitor.laptop);
    await press(page, 'Add this device');
    await statement(page, 'One key is registered. It needs two.');
    await visitor.hold(visitor.deskKey);
    await press(page, 'Add a security key');
    await statement(page, 'Both keys are registered. Come back in.');
    await keep('return-ready');
    await press(page, 'Go on with these keys');
    await statement(page, 'You are back. Keep these two new recovery keys.');
    await page.waitForLoadState('networkidle');
    await keep('return-back');
    expect(wrong).toEqual([]);
  });

  it('for a holder whom somebody else wants to replace', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const email = 'portrayed-holder@example.org';
    const [paper = '', other = ''] = await settleProtected(visitor, tests.server, email);
    const thief = await tests.visit();
    const secret = await startRecovery(thief, email, paper);
    const { keep, wrong } = album(visitor);
    await page.goto('/');
    await statement(page, 'Somebody is recovering this account.');
    await settled(page);
    await keep('overview-recovery');
    for (const path of ['holds', 'case']) {
      await page.goto(`/${path}`);
      await statement(page, 'Somebody is recovering this account with a recovery key.');
      await keep(path);
    }
    await press(page, 'Stop this recovery');
    await statement(page, 'The recovery was stopped.');
    await press(page, 'Close');
    await keep('case-stopped');
    await page.goto('/holds');
    await statement(page, 'Nothing is waiting to happen.');
    await keep('holds-ended');
    await comeBack(thief, secret);
    await statement(thief.page, 'This recovery was stopped.');
    wrong.push(...(await portray(thief.page, FOLDER, 'return-stopped')));
    await startRecovery(thief, email, other);
    await visitor.context.clearCookies();
    await page.goto('/sign-in');
    await press(page, 'Sign in with a key');
    await page.getByText('By signing in you stopped a recovery of this account.').waitFor();
    await settled(page);
    await keep('overview-recovery-stopped');
    expect(wrong).toEqual([]);
  });
});
