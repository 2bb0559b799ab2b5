// Lock, in the bar of every page: everything ends, and a list stays until a trusted key has ticked it.

import { dialog, press, statement } from '../../test/browser/on-page.ts';
import { EMAIL, PROTECTED, type Tour } from './traveller.ts';

const ANSWERS = [
  'What opens it is mine',
  'Nobody else is',
  'Nobody has seen them',
  'They are mine',
  'They do',
] as const;

export async function lockAndAnswer({ diary, mailbox, desk, elsewhere }: Tour): Promise<void> {
  const { page } = desk;
  await desk.hold(desk.deskKey);
  await elsewhere.hold(desk.laptop);
  await elsewhere.page.goto('/sign-in');
  await press(elsewhere.page, 'Sign in with a key');
  await statement(elsewhere.page, PROTECTED);
  await press(page, 'Lock account');
  const asking = dialog(page, 'Lock your account now?');
  await asking.getByText(/^Everything signed in to your account ends: \d+ browsers/).waitFor();
  const asks = 'Signed in elsewhere too, and pressed Lock. First it says what it will do.';
  await diary.look({ name: 'lock-asks', did: asks, visitor: desk, onPhoneToo: true });
  await press(asking, 'Lock account');
  await page.getByText('Everything signed in to your account has ended.').waitFor();
  await mailbox.mailTo(EMAIL, /locked/);
  await diary.look({ name: 'locked', did: 'Locked it: this browser is out as well.', visitor: desk });
  await elsewhere.page.reload();
  await statement(elsewhere.page, /^Sign in to /);
  await press(page, 'Sign in with a key');
  await page.getByText('A list waits for your answers.').waitFor();
  await diary.look({ name: 'list-waits', did: 'A trusted key opens it again. A list waits.', visitor: desk });
  await page.getByRole('link', { name: 'Go to the list' }).click();
  await statement(page, /^The account was locked .+ 5 questions are left\.$/);
  const list = 'Read the list: keys first.';
  await diary.look({ name: 'the-list', did: list, visitor: desk, onPhoneToo: true });
  for (const answer of ANSWERS) await page.getByRole('button', { name: new RegExp(`^${answer}`) }).click();
  await statement(page, 'Nothing is left to answer.');
  await diary.look({ name: 'list-answered', did: 'Answered each: the list is gone.', visitor: desk });
}
