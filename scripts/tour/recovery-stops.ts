// When things go wrong: a thief with a recovery key is stopped, and a holder who lost both keys comes back after the wait.

import { button, press, statement } from '../../test/browser/on-page.ts';
import { comeBack, registerAndFinish, startRecovery } from '../../test/browser/recovery-steps.ts';
import { approveAsContact } from './contact-stops.ts';
import { EMAIL, PROTECTED, type Tour } from './traveller.ts';

const HOUR_MS = 3_600_000;
const MORE_THAN_THE_WAIT_MS = 73 * HOUR_MS;

export async function stopAThief({ diary, mailbox, desk, newcomer, paper }: Tour): Promise<void> {
  const { page } = desk;
  const secret = await startRecovery(newcomer, EMAIL, paper[0] ?? '');
  const did = 'Somebody found one of the two recovery keys, and starts a recovery.';
  await diary.look({ name: 'thief-starts', did, visitor: newcomer });
  await mailbox.mailTo(EMAIL, /recover/i);
  await page.goto('/');
  await statement(page, 'Somebody is recovering this account.');
  await diary.look({ name: 'overview-warns', did: 'The holder looks at the overview.', visitor: desk });
  await page.getByRole('main').getByRole('link', { name: 'See the case' }).first().click();
  await button(page, 'Stop this recovery').waitFor();
  await diary.look({ name: 'the-case', did: 'Opened the case.', visitor: desk, onPhoneToo: true });
  await press(page, 'Stop this recovery');
  await statement(page, 'The recovery was stopped.');
  await diary.look({ name: 'veto', did: 'Stopped it: one click.', visitor: desk });
  await comeBack(newcomer, secret);
  await statement(newcomer.page, 'This recovery was stopped.');
  await diary.look({ name: 'thief-stopped', did: 'The thief comes back, to nothing.', visitor: newcomer });
}

export async function comeBackAfterAll(tour: Tour): Promise<void> {
  const { diary, wait, newcomer, paper } = tour;
  const { page } = newcomer;
  await page.goto('/sign-in');
  await page.getByText('I cannot sign in').click();
  await diary.look({
    name: 'cannot-sign-in',
    did: 'Later, both keys are lost, and a new computer.',
    visitor: newcomer,
  });
  const left = paper[1] ?? '';
  const secret = await startRecovery(newcomer, EMAIL, left);
  const did = 'Started a recovery with the recovery key that was left, and wrote the case secret down.';
  await diary.look({ name: 'recovery-started', did, visitor: newcomer, onPhoneToo: true });
  await comeBack(newcomer, secret);
  await statement(page, /^Your recovery waits until /);
  await page.getByText('0 of 1 have approved.').waitFor();
  await diary.look({ name: 'recovery-waits', did: 'Looked too early.', visitor: newcomer });
  await approveAsContact(tour);
  await wait(MORE_THAN_THE_WAIT_MS);
  await comeBack(newcomer, secret);
  await statement(page, 'The wait is over. Register two new keys.');
  await diary.look({ name: 'recovery-open', did: 'Came back after three days.', visitor: newcomer });
  await registerAndFinish(newcomer, left);
  const finished = 'Registered two new keys: everything old has ended.';
  await diary.look({ name: 'recovered', did: finished, visitor: newcomer, onPhoneToo: true });
  await page.getByRole('link', { name: 'Go to your account' }).click();
  await statement(page, PROTECTED);
  await diary.look({ name: 'back-in', did: 'Went to the account.', visitor: newcomer });
}
