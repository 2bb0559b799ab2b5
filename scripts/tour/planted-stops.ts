// What somebody plants who phished a password and a code once, or has a session for a moment, and what becomes of it.

import { BrowserLike } from '../../test/support/browser-like.ts';
import { enrol, signInWithPassword } from '../../test/support/enrolling.ts';
import {
  personWithKey,
  personWithPassword,
  platformKey,
  roamingKey,
  signIn,
  totpCode,
} from '../../test/support/people.ts';
import { startWebhookReceiver } from '../../test/support/webhook-receiver.ts';
import { askerWith, Talk } from './talk.ts';
import type { Tour } from './traveller.ts';
import { until } from './until.ts';

const SOON_MS = 30_000;
const TWO_DAYS_MS = 48 * 3_600_000;

/** A webhook is a program's: one that presses what it is sent must find nothing to press. */
export async function tellAWebhook({ diary, server }: Tour): Promise<void> {
  const receiver = await startWebhookReceiver();
  try {
    const { browser, deskKey } = await personWithKey(server, 'has-a-webhook@example.org');
    await browser.call('webhook.add', { name: 'My server', url: receiver.url });
    await signIn(server, deskKey);
    const body = await until('the webhook to be told of the sign-in', async () => {
      const told = receiver.received.find((one) => JSON.parse(one.body).type === 'holdfast.sign-in.key');
      return told?.body ?? null;
    });
    const { links } = JSON.parse(body).data;
    if (body.includes('#') || JSON.stringify(links) !== JSON.stringify({ sessions: `${server.url}/sessions` })) {
      throw new Error(`a webhook has to be sent no link that acts: ${body}`);
    }
    diary.tell({
      name: 'webhook-without-acting-link',
      did: 'A webhook is told of a sign-in. It gets the address of a page, and no link that acts.',
      text: JSON.stringify(JSON.parse(body), null, 2),
    });
  } finally {
    await receiver.close();
  }
}

/** Recovery keys made before the holder turns protection on. */
export async function plantedRecoveryKeys({ diary, server, mailbox, wait }: Tour): Promise<void> {
  const email = 'planted@example.org';
  const person = await personWithPassword(server, email);
  const thief = await signInWithPassword(server, person);
  const talk = new Talk();
  const [asThief, body] = [askerWith('Thief', thief), {}];
  await talk.done(asThief, 'enrolment.begin', { body });
  const { recoveryKeys } = await talk.done(asThief, 'enrolment.make-recovery-keys', { body });
  await talk.done(asThief, 'enrolment.prove', { body: { recoveryKey: recoveryKeys[0], waitHours: 72 } });
  const begun = await mailbox.mailTo(email, /began to turn on the protection/);
  talk.say(`Mail to the holder: “${begun.subject}”`);
  const holder = await signInWithPassword(server, person);
  const asHolder = askerWith('Holder', holder);
  const { started } = await talk.done(asHolder, 'enrolment.read');
  if (started) throw new Error('what another session began is not the holder’s');
  await talk.done(asHolder, 'enrolment.begin', { body });
  const dropped = await mailbox.mailTo(email, /half turned on elsewhere was dropped/);
  talk.say(`Mail to the holder: “${dropped.subject}”`);
  await talk.refused(asThief, 'enrolment.make-recovery-keys', { body }, 'flow.gone');
  await enrol(holder, [roamingKey(server), platformKey(server)]);
  const stranger = askerWith('Thief', new BrowserLike(server.url));
  const planted = { body: { email, recoveryKey: recoveryKeys[1] } };
  await talk.refused(stranger, 'recovery.begin', planted, 'recovery.refused');
  const did =
    'Somebody phished a password and a code, and prepares recovery keys. The holder is told, turns protection on with keys of their own, and those of the thief open nothing.';
  diary.tell({ name: 'planted-recovery-keys', did, text: talk.text });
  await wait(0);
}

/** Protection turned on by whoever phished a password and a code. */
export async function protectionTakenBack({ diary, server, mailbox, wait }: Tour): Promise<void> {
  const email = 'taken-back@example.org';
  const person = await personWithPassword(server, email);
  const thief = await signInWithPassword(server, person);
  const key = roamingKey(server);
  await enrol(thief, [key, platformKey(server)]);
  const told = await mailbox.mailTo(email, /can be taken back until/);
  const talk = new Talk();
  talk.say(`Mail to the holder: “${told.subject}”`);
  await wait(TWO_DAYS_MS);
  const holder = new BrowserLike(server.url);
  const asHolder = askerWith('Holder', holder);
  await talk.done(asHolder, 'take-back.begin', { body: { email } });
  const mail = await mailbox.mailTo(email, /\/take-back#hfl_/);
  const link = /\/take-back#(\S+)/.exec(mail.text)?.[1] ?? '';
  await talk.done(asHolder, 'take-back.open', { body: { link } });
  await wait(SOON_MS);
  const code = totpCode(server, person.totpSecret);
  const { keysEnded } = await talk.done(asHolder, 'enrolment.take-back', { body: { with: 'totp', code } });
  if (keysEnded !== 2) throw new Error(`both of the thief’s keys have to end, and ${keysEnded} did`);
  const late = new BrowserLike(server.url);
  const response = key.assert(await late.call('sign-in.key-options', {}));
  await talk.refused(askerWith('Thief', late), 'sign-in.key', { body: { response } }, 'sign-in.refused');
  const back = askerWith('Holder', await signInWithPassword(server, person));
  const { tier } = await talk.done(back, 'account.read');
  if (tier !== 'standard') throw new Error(`the account has to be as it was, and is ${tier}`);
  const did =
    'Somebody phished a password and a code, and turned protection on with keys of their own. Two days later the holder takes it back, with the mailbox and the app together.';
  diary.tell({ name: 'protection-taken-back', did, text: talk.text });
  await wait(0);
}
