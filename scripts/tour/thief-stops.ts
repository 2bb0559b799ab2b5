// Somebody has one key of a protected account, and its PIN. Alone that takes nothing for good, and its holder comes back.

import { fill, press, statement } from '../../test/browser/on-page.ts';
import { settleProtected } from '../../test/browser/settled-people.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import { askerAt, Talk } from './talk.ts';
import { PROTECTED, type Tour } from './traveller.ts';

const HOLDER = 'one-key@example.org';

/** All that the thief's one key can do. */
async function take(talk: Talk, thief: Visitor): Promise<void> {
  const asker = askerAt('Thief', thief);
  const { credentials } = await talk.done(asker, 'credential.list');
  const other = credentials.find(({ nickname }) => nickname === 'Desk key');
  if (!other) throw new Error('the holder has a key of their own');
  const params = { credentialId: other.id };
  await talk.refused(asker, 'credential.remove', { params }, 'floor.would-break');
  await talk.done(asker, 'credential.suspend', { params, body: {} });
  const { recoveryKeys } = await talk.done(asker, 'recovery-key.make', { body: {} });
  const replaced = await talk.done(asker, 'recovery-key.replace', { body: { recoveryKey: recoveryKeys[0] } });
  const left = await talk.done(asker, 'protection.leave', { body: {} });
  for (const { hold } of [replaced, left]) {
    if (hold?.state !== 'waiting' || hold.proofs !== 1) throw new Error(`it has to wait: ${JSON.stringify(hold)}`);
  }
  talk.say(
    'Both wait for 72 hours, and then for a second touch. The key is suspended; the old recovery keys are good.',
  );
}

export async function aThiefWithOneKey(tour: Tour): Promise<void> {
  const { diary, server, mailbox } = tour;
  const [holder, thief] = [await tour.enter(server.url), await tour.enter(server.url)];
  // They come late: their browsers take the time that it is here by now.
  await tour.wait(0);
  const [, paper = ''] = await settleProtected(holder, server, HOLDER, 'Ola');
  await thief.hold(holder.laptop);
  await thief.page.goto('/sign-in');
  await press(thief.page, 'Sign in with a key');
  await statement(thief.page, PROTECTED);
  const talk = new Talk();
  await take(talk, thief);
  const takes =
    'Somebody took one key of this account and knows its PIN. They shut the other key out, and begin what they can.';
  diary.tell({ name: 'one-stolen-key', did: takes, text: talk.text });
  await mailbox.mailTo(HOLDER, /suspended/);
  await holder.page.goto('/sign-in');
  await press(holder.page, 'Sign in with a key');
  await statement(holder.page, 'That key is suspended.');
  const did = 'The holder signs in with the other key: it is suspended, and the page says how it comes back.';
  await diary.look({ name: 'suspended-key', did, visitor: holder, onPhoneToo: true });
  await fill(holder.page, 'Recovery key', paper);
  await press(holder.page, 'Use the key with it');
  await statement(holder.page, PROTECTED);
  await diary.look({ name: 'key-came-back', did: 'With a recovery key it is back, and trusted.', visitor: holder });
  const { holds } = await talk.done(askerAt('Holder', holder), 'hold.list');
  const open = holds.filter(({ state }) => state === 'waiting' || state === 'ripe');
  if (open.length > 0) throw new Error(`nothing of the thief's may wait any more: ${JSON.stringify(open)}`);
  await thief.page.goto('/sign-in');
  await press(thief.page, 'Sign in with a key');
  await statement(thief.page, 'That key is suspended.');
  const out = 'The thief is out, the stolen key is suspended instead, and what it had begun is stopped.';
  await diary.look({ name: 'thief-gets-nothing', did: out, visitor: thief });
}
