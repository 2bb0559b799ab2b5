// Somebody who is trusted: invited and named before anything goes wrong, and asked when it has.

import { dialog, fill, go, press, statement, told } from '../../test/browser/on-page.ts';
import { settleProtected } from '../../test/browser/settled-people.ts';
import { signInAgain } from './sign-in-again.ts';
import { EMAIL, FRIEND, type Tour } from './traveller.ts';

const THREE_DAYS_MS = 3 * 24 * 3_600_000 + 60_000;

export async function nameAContact({ diary, server, mailbox, wait, desk, friend }: Tour): Promise<void> {
  const { page } = desk;
  await settleProtected(friend, server, FRIEND, 'Noor Haddad');
  await go(page, 'Recovery');
  await page.getByRole('link', { name: 'Recovery contacts' }).click();
  await press(page, 'Invite a contact');
  const inviting = dialog(page, 'Invite a recovery contact');
  await fill(inviting, 'Their e-mail address', FRIEND);
  await press(inviting, 'Send the invitation');
  await told(page, `Invited: ${FRIEND}.`);
  await diary.look({ name: 'contact-invited', did: 'Invited a friend to be a recovery contact.', visitor: desk });
  await mailbox.mailTo(FRIEND, /recovery contact/);
  await friend.page.goto('/');
  await friend.page.getByText('Mara Lindqvist asks you to be a recovery contact.').waitFor();
  await diary.look({ name: 'friend-asked', did: 'The friend looks at the overview.', visitor: friend });
  await friend.page.getByRole('link', { name: 'See what is asked' }).click();
  await press(friend.page, 'Accept Mara Lindqvist');
  const accepting = dialog(friend.page, 'Be a recovery contact of Mara Lindqvist?');
  await accepting.waitFor();
  await diary.look({ name: 'friend-reads', did: 'The friend reads what it means.', visitor: friend });
  await press(accepting, 'Touch a key to accept');
  await told(friend.page, 'You are a recovery contact of Mara Lindqvist.');
  await wait(THREE_DAYS_MS);
  await signInAgain(desk);
  await page.goto('/contacts');
  await page.getByRole('radio', { name: '1 contact' }).check();
  await press(page, 'Ask for this many');
  await statement(page, 'One contact has to approve a recovery.');
  const did = 'Three days later: from now on a recovery needs the friend’s approval too.';
  await diary.look({ name: 'contact-needed', did, visitor: desk, onPhoneToo: true });
}

/** The friend, asked by mail, has spoken with the traveller and heard the case number. */
export async function approveAsContact({ diary, mailbox, friend }: Tour): Promise<void> {
  const { page } = friend;
  await mailbox.mailTo(FRIEND, /waits for an approval/);
  await signInAgain(friend);
  await page.getByText('A recovery of Mara Lindqvist’s account waits for your answer.').waitFor();
  await page.getByRole('link', { name: 'See what is asked' }).click();
  await statement(page, 'Mara Lindqvist needs your answer.');
  const did = 'The friend is asked, and called the traveller first.';
  await diary.look({ name: 'friend-decides', did, visitor: friend, onPhoneToo: true });
  await page.getByRole('checkbox', { name: /they read me case/ }).check();
  await press(page, 'Touch a key to approve');
  await told(page, 'You approved. Mara Lindqvist was told.');
  await mailbox.mailTo(EMAIL, /contact approved the recovery/);
  await diary.look({ name: 'friend-approved', did: 'Approved it, with the friend’s own key.', visitor: friend });
}
