// One proof begins, and a second touch finishes: new recovery keys, asked for with one key and put in place with the other.

import { fill, go, press, statement, told } from '../../test/browser/on-page.ts';
import { readSlips } from '../../test/browser/recovery-steps.ts';
import { signInAgain } from './sign-in-again.ts';
import { goOnWithOne } from './slow-steps.ts';
import { askerAt, Talk, touchAgain } from './talk.ts';
import { EMAIL, type Tour } from './traveller.ts';

/** With the laptop's own key. The old ones stay on paper, and good, until the second touch. */
export async function replaceRecoveryKeys(tour: Tour): Promise<void> {
  const { diary, mailbox, desk } = tour;
  const { page } = desk;
  await go(page, 'Recovery');
  await press(page, 'Make two new recovery keys');
  await statement(page, 'Keep these two new keys somewhere safe. They are shown once.');
  tour.newPaper = await readSlips(page);
  await fill(page, 'Type either recovery key from your copy', tour.newPaper[0] ?? '');
  await told(page, 'All seven groups read correctly.');
  const did = 'Had two new recovery keys made, and typed one of them back.';
  await diary.look({ name: 'new-recovery-keys', did, visitor: desk });
  await press(page, 'Put them in place of the old ones');
  await goOnWithOne(page, /^The (new recovery keys wait|old recovery keys are good)/);
  await mailbox.mailTo(EMAIL, /recovery keys/);
  const waits = 'Asked for them to take the place of the old ones: that waits three days, and then for another key.';
  await diary.look({ name: 'recovery-keys-wait', did: waits, visitor: desk });
}

/** Days later. The key that began it is refused, and the security key finishes it. */
export async function touchASecondTime(tour: Tour): Promise<void> {
  const { diary, mailbox, desk } = tour;
  await mailbox.mailTo(EMAIL, /is ready/);
  const talk = new Talk();
  const laptop = askerAt('Holder, with the laptop’s key', desk);
  const { holds } = await talk.done(laptop, 'hold.list');
  const ready = holds.find(({ kind, state }) => kind === 'recovery-key.replace' && state === 'ripe');
  if (!ready) throw new Error(`new recovery keys have to be ready: ${JSON.stringify(holds)}`);
  await touchAgain(talk, laptop, desk, ready.id, 'hold.second-touch');
  await desk.hold(desk.deskKey);
  await signInAgain(desk);
  await touchAgain(talk, askerAt('Holder, with the security key', desk), desk, ready.id);
  await mailbox.mailTo(EMAIL, /recovery keys of your .* were replaced|replaced the recovery keys/);
  tour.paper = tour.newPaper;
  diary.tell({
    name: 'second-touch',
    did: 'Three days later the new recovery keys are ready, and not in place. The key that began it does not finish it; the security key does.',
    text: talk.text,
  });
  const paper = 'Type one of your recovery keys from its paper';
  await go(desk.page, 'Recovery');
  await fill(desk.page, paper, tour.paper[0] ?? '');
  await press(desk.page, 'Check it');
  await told(desk.page, 'Recovery key 1 is good.');
  await diary.look({ name: 'new-paper-is-good', did: 'Practised with the new paper.', visitor: desk });
}
