// Webhooks in a real browser: added with a secret shown once, tested against a receiver on this machine, replaced, removed.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { album } from './album.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, fill, goOnWithOne, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settled } from './settled.ts';
import { settleProtected } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const tests = prepareBrowserTests({ env: { HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes' } });
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

/** First with one proof, which only begins it and is stopped; then with two, which is done at once. */
async function remove(visitor: Visitor, keep: (name: string) => Promise<void>): Promise<void> {
  const { page } = visitor;
  const ask = async () => {
    await press(page, 'Remove Home server');
    await press(dialog(page, 'Remove Home server?'), 'Remove Home server');
    await dialog(page, SECOND_PROOF).getByText('You confirm: nothing is sent to Home server any more.').waitFor();
  };
  await ask();
  await goOnWithOne(page);
  await told(
    page,
    /^Nothing has changed for Home server yet\. The removal waits\. .+ Another key then has to finish it, or, where none is used, the same one from/,
  );
  await page.getByRole('heading', { name: 'Stop alerts to Home server' }).waitFor();
  await settled(page);
  await keep('alerts-stopping');
  await press(page, 'Stop this change Stop alerts to Home server');
  await told(page, 'Stopped. Alerts go where they went.');
  await ask();
  await visitor.hold(visitor.laptop);
  await press(dialog(page, SECOND_PROOF), 'Use a second key');
  await told(page, 'Home server was removed.');
}

describe('webhooks', () => {
  it('are added, tested, given a new secret, found failing, and removed', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    const { keep, wrong } = album(visitor);
    await settleProtected(visitor, tests.server, 'webhooks@example.org');
    await page.goto('/alerts');
    await statement(page, 'You hear of every sign-in, every refusal and every change.');
    await page.getByRole('heading', { name: 'None.' }).waitFor();
    await settled(page);
    await keep('alerts-no-webhook');
    await press(page, 'Add a webhook');
    const adding = dialog(page, 'Add a webhook');
    await press(adding, 'Add the webhook');
    await adding.getByText('Type the address.').waitFor();
    await fill(adding, 'Its name', 'Home server');
    await fill(adding, 'Its address', 'https://10.0.0.7/hook');
    await press(adding, 'Add the webhook');
    await adding.getByText('That host is not on the public internet').waitFor();
    await keep('webhook-add');
    await fill(adding, 'Its address', receiver.url);
    await press(adding, 'Add the webhook');
    const shown = dialog(page, 'The secret of Home server');
    const secret = (await shown.getByText(/^whsec_/).textContent()) ?? '';
    await keep('webhook-secret');
    await press(shown, 'I have stored it');

    await press(page, 'Send a test Home server');
    await told(page, 'A test is on its way to Home server.');
    await page.getByRole('heading', { name: 'holdfast.webhook.test' }).waitFor();
    const sent = receiver.received.find(({ body }) => body.includes('holdfast.webhook.test'));
    new Webhook(secret).verify(sent?.body ?? '', sent?.headers as Record<string, string>);
    await settled(page);
    await keep('webhook-deliveries');

    await press(page, 'Send again holdfast.webhook.test');
    await told(page, 'holdfast.webhook.test is sent again.');
    await expect.poll(() => receiver.received.filter(({ body }) => body === sent?.body).length).toBe(2);
    const ids = receiver.received.filter(({ body }) => body === sent?.body).map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);

    await press(page, 'New secret Home server');
    await press(dialog(page, 'A new secret for Home server?'), 'Make a new secret');
    const replaced = (await shown.getByText(/^whsec_/).textContent()) ?? '';
    expect(replaced).not.toBe(secret);
    await press(shown, 'I have stored it');
    await page.getByText('The old secret is good until').waitFor();

    receiver.answer = (response) => void response.writeHead(410).end();
    await press(page, 'Send a test Home server');
    await page.getByText('Gone', { exact: true }).waitFor();
    await settled(page);
    await keep('webhook-gone');
    await remove(visitor, keep);
    await button(page, 'Send a test Home server').waitFor({ state: 'detached' });
    expect(wrong).toEqual([]);
  });

  it('of the platform are on a page of their own, for the operator and nobody else', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'operator-hooks@example.org');
    await page.goto('/platform/webhooks');
    await statement(page, 'Your account is protected.');
    const file = new Database(join(tests.server.dataDir, 'holdfast.db'));
    file.prepare("update account set role = 'operator' where email = 'operator-hooks@example.org'").run();
    file.close();
    await page.goto('/alerts');
    await page.getByRole('link', { name: 'Webhooks of the platform' }).click();
    await statement(page, 'These webhooks tell of every account.');
    await press(page, 'Add a webhook');
    const adding = dialog(page, 'Add a webhook');
    await fill(adding, 'Its name', 'Watch');
    await fill(adding, 'Its address', receiver.url);
    await press(adding, 'Add the webhook');
    await press(dialog(page, 'The secret of Watch'), 'I have stored it');
    await button(page, 'Send a test Watch').waitFor();
    await settled(page);
    const wrong: string[] = [];
    await press(page, 'Add a webhook');
    await fill(adding, 'Its name', 'SIEM');
    await fill(adding, 'Its address', `${receiver.url}?siem`);
    await adding.getByText('Every event of the log, in OCSF').click();
    await adding.getByText('From the beginning of the log').click();
    wrong.push(...(await portray(page, join(ARTIFACTS, 'pages'), 'platform-webhook-add')));
    await press(adding, 'Add the webhook');
    await press(dialog(page, 'The secret of SIEM'), 'I have stored it');
    await expect.poll(() => receiver.received.some(({ body }) => body.includes('holdfast.audit.events'))).toBe(true);
    const batch = receiver.received.find(({ path }) => path?.endsWith('?siem'));
    expect(JSON.parse(batch?.body ?? '').data.events[0]).toMatchObject({ metadata: { sequence: 0 } });
    await page.getByText(/^[1-9]\d* of \d+ entries sent$/).waitFor();
    await settled(page);
    wrong.push(...(await portray(page, join(ARTIFACTS, 'pages'), 'platform-webhooks')));
    expect(wrong).toEqual([]);
  });

  it('that failed are shown to the operator, who sees why but not to whom, and retries them', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleProtected(visitor, tests.server, 'operator-dead@example.org');
    const file = new Database(join(tests.server.dataDir, 'holdfast.db'));
    file.prepare("update account set role = 'operator' where email = 'operator-dead@example.org'").run();
    file.close();
    await page.goto('/alerts');
    await page.getByRole('link', { name: 'What could not be delivered' }).click();
    await statement(page, 'Nothing has been given up.');
    const again = new Database(join(tests.server.dataDir, 'holdfast.db'));
    again
      .prepare(
        `update outbox set created_at = created_at - 130000000, dead_at = created_at, attempts = 45, done_at = null, payload_sealed = 'gone',
         last_error = '451 4.3.0 <ada@example.org>: the mailbox is busy'
         where id in (select id from outbox where channel = 'mail' order by id desc limit 2)`,
      )
      .run();
    again.close();
    await page.reload();
    await statement(page, '2 messages could not be delivered.');
    await settled(page);
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'platform-deliveries')).toEqual([]);
    await page.getByText('Why: 451 4.3.0 (an address): the mailbox is busy.').first().waitFor();
    await page
      .getByRole('button', { name: /^Try again/ })
      .first()
      .click();
    await told(page, 'It is being tried again.');
    await statement(page, 'One message could not be delivered.');
  });
});
