// Notifications in a real browser: the browser's question, the worker and what it shows, and the page around them.
//
// Headless Chromium has no push service and no notification centre. So nobody subscribes with it for real: the page says
// that its service is out of reach, the test subscribes in the browser's place, and Chromium's own tools hand what arrived
// to the worker. What cannot be shown is a push service's own network, and a finger on a notification.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePushBrowser } from '../support/push-browser.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { button, dialog, press, SECOND_PROOF, statement, told } from './on-page.ts';
import { portray } from './portraits.ts';
import { settled } from './settled.ts';
import { settleProtected } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const tests = prepareBrowserTests({ env: { HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes' } });
/** Fresh profiles are incognito ones, in which Chromium has no push service and says so on the console. */
const subscribesNowhere = ({ faults }: Visitor) =>
  expect(faults.splice(0)).toEqual([expect.stringContaining('does not support the Push API in incognito mode')]);
const NO_SERVICE = 'This browser could not reach its push service';
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver(undefined, '/send/1');
  receiver.answer = (response) => void response.writeHead(201).end();
});
afterEach(() => receiver.close());

const workerOf = (page: Page) => page.context().serviceWorkers()[0] ?? expect.fail('the worker runs');

/**
 * Does what brings a push message, and waits until the worker has shown it. Whoever asks for the notifications in between
 * has Chromium forget those that are not on display yet.
 */
async function untilShown(page: Page, bring: () => Promise<unknown>): Promise<void> {
  const worker = workerOf(page);
  await worker.evaluate(() => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; shown: Promise<void> };
    const show = scope.registration.showNotification.bind(scope.registration);
    scope.shown = new Promise((resolve, reject) => {
      scope.registration.showNotification = (...given) => show(...given).then(resolve, reject);
    });
  });
  await bring();
  await worker.evaluate(() => (globalThis as unknown as { shown: Promise<void> }).shown);
}

/** Where the worker would lead when this part of its newest notification is pressed. Chromium opens windows for real presses alone. */
async function pressed(page: Page, action: string): Promise<string> {
  return workerOf(page).evaluate(async (part) => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      clients: { openWindow: (url: string) => Promise<null> };
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const notification = (await scope.registration.getNotifications()).at(-1);
    return new Promise<string>((resolve) => {
      scope.clients.openWindow = (url) => {
        resolve(url);
        return Promise.resolve(null);
      };
      dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: part }));
    });
  }, action);
}

/** With a second key it is done at once. */
async function turnOff(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  await press(page, `Turn off ${name}`);
  await press(dialog(page, `Turn off notifications in ${name}?`), 'Turn them off');
  await visitor.hold(visitor.laptop);
  await press(dialog(page, SECOND_PROOF), 'Use a second key');
  await told(page, `Notifications are off in ${name}.`);
  await button(page, 'Turn on in this browser').waitFor();
}

describe('notifications', () => {
  it('are asked for by a press, and what came in the way is said', async () => {
    const visitor = await tests.visit();
    const { page, context } = visitor;
    await settleProtected(visitor, tests.server, 'push-asked@example.org');
    await page.goto('/alerts');
    await statement(page, 'You hear of every sign-in, every refusal and every change.');
    await page.getByRole('heading', { name: 'No browser.' }).waitFor();
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
    await press(page, 'Turn on in this browser');
    await page.getByText(/^Notifications are blocked|^The browser’s question was not answered/).waitFor();
    await context.grantPermissions(['notifications']);
    await page.reload();
    await press(page, 'Turn on in this browser');
    await page.getByText(NO_SERVICE).waitFor();
    subscribesNowhere(visitor);
    await settled(page);
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'alerts-push-off')).toEqual([]);
  });

  it('are shown as they were sent, lead to what they tell of, and are turned off from the list', async () => {
    const visitor = await tests.visit();
    const { page, context } = visitor;
    await context.grantPermissions(['notifications']);
    await settleProtected(visitor, tests.server, 'push-told@example.org');
    const cdp = await context.newCDPSession(page);
    const registrations: string[] = [];
    cdp.on('ServiceWorker.workerRegistrationUpdated', (event) =>
      registrations.push(...event.registrations.map(({ registrationId }) => registrationId)),
    );
    await cdp.send('ServiceWorker.enable');
    await page.goto('/alerts');
    await press(page, 'Turn on in this browser');
    await page.getByText(NO_SERVICE).waitFor();
    subscribesNowhere(visitor);
    const browser = makePushBrowser();
    const status = await page.evaluate(
      (body) =>
        fetch('/api/v1/push/browsers', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }).then((answer) => answer.status),
      { endpoint: receiver.url, keys: browser.keys },
    );
    expect(status).toBe(200);
    await page.reload();
    const name = 'Chrome on Linux';
    await page.getByRole('heading', { name: `${name}, this browser` }).waitFor();
    await expect.poll(() => button(page, 'Turn on in this browser').count()).toBe(0);
    await press(page, `Send a test ${name}`);
    await told(page, `A test is on its way to ${name}.`);
    const isTest = (text: string) => text.includes('This is a test');
    await expect.poll(() => receiver.received.some(({ bytes }) => isTest(browser.read(bytes)))).toBe(true);
    const data = receiver.received.map(({ bytes }) => browser.read(bytes)).find(isTest) ?? '';
    await settled(page);
    expect(await portray(page, join(ARTIFACTS, 'pages'), 'alerts-push-on')).toEqual([]);

    const registrationId = registrations.at(-1) ?? '';
    const origin = tests.server.url;
    const shown = () =>
      page.evaluate(async () => {
        const held = await navigator.serviceWorker.getRegistration('/alerts');
        return (await held?.getNotifications())?.map(({ title, body }) => ({ title, body })) ?? [];
      });
    const push = (message: string) =>
      untilShown(page, () => cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: message }));
    await push(data);
    const { title, body, notMe } = JSON.parse(data);
    expect(await shown()).toEqual([{ title, body }]);
    expect(await pressed(page, '')).toBe('/activity');
    await push(data);
    expect(await shown()).toEqual([{ title, body }]);
    const link = await pressed(page, 'not-me');
    expect(link).toBe(`${origin}${notMe}`);
    const abroad = JSON.stringify({ ...JSON.parse(data), notMe: 'https://elsewhere.example/' });
    await push(abroad);
    expect(await shown()).toEqual([{ title, body }]);
    expect(await pressed(page, 'not-me')).toBe('/activity');
    await push('no JSON');
    expect(await shown()).toEqual([expect.objectContaining({ title: 'Something happened on your account.' })]);

    await turnOff(visitor, name);
    await page.goto(link);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});
