// One proof begins, and a second touch finishes: new recovery keys, asked for with one key and put in place with the other.

import { fill, go, goOnWithOne, press, statement, told } from '../../test/browser/on-page.ts';
import { readSlips } from '../../test/browser/recovery-steps.ts';
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
  await goOnWithOne(page);
  await told(page, /The old recovery keys are good until the new ones are in place/);
  await mailbox.mailTo(EMAIL, /recovery keys/);
  const waits = 'Asked for them to take the place of the old ones: that waits three days, and then for another key.';
  await diary.look({ name: 'recovery-keys-wait', did: waits, visitor: desk });
}

/** Days later. The key that began it is not asked, and the security key finishes it. */
export async function touchASecondTime(tour: Tour): Promise<void> {
  const { diary, mailbox, desk } = tour;
  const { page } = desk;
  await mailbox.mailTo(EMAIL, /is ready/);
  await go(page, 'On hold');
  await statement(page, 'One change has waited long enough. It has not happened.');
  const ready = 'Three days later the new recovery keys are ready, and not in place.';
  await diary.look({ name: 'ready-not-done', did: ready, visitor: desk, onPhoneToo: true });
  await page.getByText(/ began it, so it counts from /).waitFor();
  const asked = 'The key that began it is not even asked: the page says from when on it counts.';
  await diary.look({ name: 'not-with-the-same-key', did: asked, visitor: desk });
  await desk.hold(desk.deskKey);
  await press(page, 'Use another key to replace them');
  await told(page, 'The new recovery keys count now. The old ones are worthless.');
  await mailbox.mailTo(EMAIL, /recovery keys of your .* were replaced|replaced the recovery keys/);
  tour.paper = tour.newPaper;
  const did = 'The security key does: a second touch, and it is done.';
  await diary.look({ name: 'second-touch', did, visitor: desk });
  const paper = 'Type one of your recovery keys from its paper';
  await go(page, 'Recovery');
  await fill(page, paper, tour.paper[0] ?? '');
  await press(page, 'Check it');
  await told(page, 'Recovery key 1 is good.');
  await diary.look({ name: 'new-paper-is-good', did: 'Practised with the new paper.', visitor: desk });
}
