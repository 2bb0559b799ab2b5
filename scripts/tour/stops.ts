// The main job, stop by stop: an account, two keys, protection, signing in with either, sessions, activity, leaving and staying.

import { dialog, fill, go, press, statement, told } from '../../test/browser/on-page.ts';
import { readSlips } from '../../test/browser/recovery-steps.ts';
import { codeIn } from '../../test/support/people.ts';
import { auditTheExport, deceiveTheHolder, tamperWithTheDatabase } from './auditor-stops.ts';
import { nameAContact } from './contact-stops.ts';
import { exportWhatIsHeld, leaveForGood, thinkAgain } from './data-rights-stops.ts';
import { askAWitness, checkElsewhere, checkTheAccount } from './holder-checks-stops.ts';
import { lockAndAnswer } from './lock-stops.ts';
import { setUp } from './operator-stops.ts';
import { plantedRecoveryKeys, protectionTakenBack, tellAWebhook } from './planted-stops.ts';
import { comeBackAfterAll, stopAThief } from './recovery-stops.ts';
import { putAnOlderBackupBack } from './restore-stops.ts';
import { replaceRecoveryKeys, touchASecondTime } from './second-touch-stops.ts';
import { beginLeaving, LEAVING, stopLeaving } from './slow-steps.ts';
import { aThiefWithOneKey } from './thief-stops.ts';
import { letAPipelineAsk, proveTheAnswer } from './training-stops.ts';
import { EMAIL, PROTECTED, type Tour } from './traveller.ts';

async function signUp({ diary, mailbox, desk }: Tour): Promise<void> {
  const { page } = desk;
  await page.goto('/sign-up');
  await statement(page, /^Make an account on /);
  await diary.look({ name: 'sign-up', did: 'Opened the page where accounts are made.', visitor: desk });
  await fill(page, 'E-mail address', EMAIL);
  await press(page, 'Send six digits');
  await statement(page, 'Type the six digits we sent.');
  await fill(page, 'Six digits', codeIn((await mailbox.mailTo(EMAIL, /\d{6}/)).text));
  await diary.look({
    name: 'six-digits',
    did: 'Gave an address and typed the six digits that came by mail.',
    visitor: desk,
  });
  await press(page, 'Continue');
  await statement(page, 'How will you open it?');
  await fill(page, 'Your name', 'Mara Lindqvist');
  await diary.look({ name: 'way-in', did: 'Typed a name and chose a key as the way in.', visitor: desk });
  await desk.hold(desk.laptop);
  await press(page, 'Use a key');
  await statement(page, 'Your account opens with your keys.');
  await diary.look({ name: 'standard', did: 'Touched the laptop’s own key: the account exists.', visitor: desk });
}

/** On the way to protection: a key that is added there is trusted with it. */
async function addSecondKey({ diary, desk }: Tour): Promise<void> {
  const { page } = desk;
  await statement(page, 'You need one more key.');
  await diary.look({ name: 'one-key', did: 'Confirmed that it is me: one more key is needed.', visitor: desk });
  await desk.hold(desk.deskKey);
  await press(page, 'Add a security key');
  const adding = dialog(page, 'Add a security key');
  await fill(adding, 'Name of this key', 'Desk key');
  await diary.look({ name: 'adding-a-key', did: 'Asked for a second key, a security key.', visitor: desk });
  await press(adding, 'Continue');
}

async function protect(tour: Tour): Promise<void> {
  const { diary, desk } = tour;
  const { page } = desk;
  await go(page, 'Overview');
  await page.getByRole('link', { name: 'Turn on protection' }).click();
  await statement(page, 'Make your keys the only way in.');
  await diary.look({ name: 'protect-1', did: 'Began to turn protection on.', visitor: desk });
  await press(page, 'Confirm it is you');
  await addSecondKey(tour);
  await statement(page, 'Your keys are enough.');
  await diary.look({ name: 'protect-2', did: 'Touched the security key.', visitor: desk, onPhoneToo: true });
  await press(page, 'Continue to recovery keys');
  await press(page, 'Make two recovery keys');
  await statement(page, 'Keep these two keys somewhere safe. They are shown once.');
  await diary.look({ name: 'protect-3-shown', did: 'Had two recovery keys made.', visitor: desk, onPhoneToo: true });
  tour.paper = await readSlips(page);
  await fill(page, 'Type either recovery key from your copy', tour.paper[0] ?? '');
  await told(page, 'All seven groups read correctly.');
  await diary.look({ name: 'protect-3-typed-back', did: 'Typed one of them back.', visitor: desk });
  await press(page, 'Check and continue');
  await statement(page, 'Read these six sentences before you confirm.');
  await page.getByRole('checkbox').check();
  await diary.look({ name: 'protect-4', did: 'Read what changes, and ticked the box.', visitor: desk });
  // The key that was just added is new until then: the one that made the account confirms.
  await desk.hold(desk.laptop);
  await press(page, 'Use a key to turn on protection');
  await statement(page, PROTECTED);
  await diary.look({ name: 'protected', did: 'Touched a key: protection is on.', visitor: desk, onPhoneToo: true });
}

async function signInWithEither({ diary, desk, elsewhere }: Tour): Promise<void> {
  const { page } = desk;
  await press(page, 'Sign out');
  await statement(page, /^Sign in to /);
  await diary.look({ name: 'signed-out', did: 'Signed out.', visitor: desk, onPhoneToo: true });
  await desk.hold(desk.laptop);
  await press(page, 'Sign in with a key');
  await statement(page, PROTECTED);
  await diary.look({ name: 'in-with-the-laptop', did: 'Signed in with the laptop’s own key.', visitor: desk });
  await elsewhere.hold(desk.deskKey);
  await elsewhere.page.goto('/sign-in');
  await press(elsewhere.page, 'Sign in with a key');
  await statement(elsewhere.page, PROTECTED);
  const did = 'Signed in with the security key, in another browser.';
  await diary.look({ name: 'in-with-the-security-key', did, visitor: elsewhere });
}

/** Keys are on paper; the tour keeps them as somebody keeps a slip. */
async function practise(tour: Tour): Promise<void> {
  const { diary, desk } = tour;
  const { page } = desk;
  await go(page, 'Recovery');
  await statement(page, 'If every key is lost, you can still come back.');
  const [, second = ''] = tour.paper;
  const paper = 'Type one of your recovery keys from its paper';
  await fill(page, paper, `${second.slice(0, 10)}${second[10] === 'A' ? 'B' : 'A'}${second.slice(11)}`);
  await press(page, 'Check it');
  await page.getByText('Group 3 is not right. Look at it again.').waitFor();
  await diary.look({ name: 'drill-mistyped', did: 'Practised a recovery, with a slip of the pen.', visitor: desk });
  await fill(page, paper, second.toLowerCase());
  await press(page, 'Check it');
  await told(page, 'Recovery key 2 is good.');
  await diary.look({ name: 'drill', did: 'Typed it again: it is good.', visitor: desk, onPhoneToo: true });
}

async function endSession({ diary, desk, elsewhere }: Tour): Promise<void> {
  const { page } = desk;
  await go(page, 'Sessions');
  await statement(page, 'Two browsers can act for you right now.');
  await diary.look({ name: 'sessions', did: 'Looked who is in.', visitor: desk, onPhoneToo: true });
  await page.getByRole('button', { name: /^End Chrome/ }).click();
  await statement(page, 'Only this browser can act for you right now.');
  await diary.look({ name: 'session-ended', did: 'Ended the other browser’s session.', visitor: desk });
  await elsewhere.page.reload();
  await statement(elsewhere.page, /^Sign in to /);
  await diary.look({ name: 'thrown-out', did: 'Looked at the other browser: it is out.', visitor: elsewhere });
}

async function readActivity({ diary, desk }: Tour): Promise<void> {
  await go(desk.page, 'Activity');
  await statement(desk.page, 'What happened on this account, and when.');
  await desk.page.getByText('You made this account with', { exact: false }).waitFor();
  await diary.look({ name: 'activity', did: 'Read what happened.', visitor: desk, onPhoneToo: true });
}

async function leaveAndStay({ diary, mailbox, desk }: Tour): Promise<void> {
  const { page } = desk;
  await go(page, 'Settings');
  await press(page, 'Turn protection off');
  await dialog(page, LEAVING).waitFor();
  await diary.look({ name: 'leaving-asked', did: 'Asked for protection to be turned off.', visitor: desk });
  await beginLeaving(page);
  await mailbox.mailTo(EMAIL, /protection.*off|off.*protection/is);
  await diary.look({
    name: 'leaving',
    did: 'Confirmed it: now it waits three days, and then for another key.',
    visitor: desk,
    onPhoneToo: true,
  });
  await go(page, 'Overview');
  await page.getByText('Somebody asked to turn that off. It does not happen by itself').waitFor();
  await diary.look({ name: 'leaving-waits', did: 'Looked at the overview.', visitor: desk });
  await stopLeaving(page);
  await statement(page, PROTECTED);
  await diary.look({ name: 'stayed', did: 'Stopped it.', visitor: desk });
}

/** In order. Each leaves the traveller where the next one starts. */
export const stops: readonly ((tour: Tour) => Promise<void>)[] = [
  setUp,
  signUp,
  protect,
  signInWithEither,
  practise,
  endSession,
  readActivity,
  leaveAndStay,
  replaceRecoveryKeys,
  askAWitness,
  checkTheAccount,
  checkElsewhere,
  auditTheExport,
  tamperWithTheDatabase,
  deceiveTheHolder,
  letAPipelineAsk,
  proveTheAnswer,
  exportWhatIsHeld,
  thinkAgain,
  nameAContact,
  touchASecondTime,
  lockAndAnswer,
  tellAWebhook,
  aThiefWithOneKey,
  plantedRecoveryKeys,
  protectionTakenBack,
  stopAThief,
  comeBackAfterAll,
  leaveForGood,
  putAnOlderBackupBack,
];
