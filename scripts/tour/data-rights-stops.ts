// What a person can ask for about themselves: all that is held, and to be forgotten, which waits 14 days; and what is left then.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { button, dialog, fill, go, press, told } from '../../test/browser/on-page.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import { letterTo } from './letter-to.ts';
import { witnessedLog } from './read-log.ts';
import { signInAgain } from './sign-in-again.ts';
import { EMAIL, FRIEND, type Tour } from './traveller.ts';
import { until } from './until.ts';

const DAY_MS = 24 * 3_600_000;
const A_MINUTE_MS = 60_000;

export async function exportWhatIsHeld({ diary, mailbox, desk, terminal }: Tour): Promise<void> {
  const { page } = desk;
  const arriving = page.waitForEvent('download');
  await press(page, 'Export what is held on me');
  await told(page, 'The file is on its way.');
  await (await arriving).saveAs(terminal.at('held-data.json'));
  const held = JSON.parse(readFileSync(terminal.at('held-data.json'), 'utf8'));
  const rows = Object.entries(held.tables as Record<string, unknown[]>).filter(([, of]) => of.length > 0);
  if (held.tables.account[0]?.email !== EMAIL || held.tables.credential.length !== 2) {
    throw new Error('the export of what is held on the traveller has not their account with its two keys');
  }
  await mailbox.mailTo(EMAIL, /export/i);
  const did = 'Asked for all that is held on me, and got it as one file.';
  await diary.look({ name: 'held-data', did, visitor: desk });
  const text = rows.map(([table, of]) => `${table}: ${of.length}`).join('\n');
  diary.tell({ name: 'held-data-file', did: 'Looked what is in the file: how many rows of which tables.', text });
}

async function askForDeletion({ page }: Visitor, email: string): Promise<void> {
  await press(page, 'Delete this account');
  const asking = dialog(page, 'Delete this account in 14 days?');
  await fill(asking, 'Type your e-mail address', email);
}

const confirmDeletion = async ({ page }: Visitor): Promise<void> => {
  await press(dialog(page, 'Delete this account in 14 days?'), 'Delete it in 14 days');
  await told(page, /^The account is deleted .*, unless you stop it\./);
};

export async function thinkAgain({ diary, mailbox, desk }: Tour): Promise<void> {
  const { page } = desk;
  await askForDeletion(desk, EMAIL);
  const asked = 'Asked for the account to be deleted.';
  await diary.look({ name: 'deletion-asked', did: asked, visitor: desk, onPhoneToo: true });
  await confirmDeletion(desk);
  await mailbox.mailTo(EMAIL, /delet/i);
  const did = 'Confirmed it: now it waits 14 days.';
  await diary.look({ name: 'deletion-waits', did, visitor: desk, onPhoneToo: true });
  await go(page, 'Overview');
  await button(page, 'Stop this change The account is deleted').click();
  await told(page, 'Stopped. The account stays as it is.');
  await diary.look({ name: 'deletion-stopped', did: 'Thought again, and stopped it.', visitor: desk });
}

/** The friend leaves for good. What was proved of the log before holds afterwards, and what is personal is gone. */
export async function leaveForGood(tour: Tour): Promise<void> {
  const { diary, server, mailbox, wait, terminal, friend } = tour;
  const { key } = await witnessedLog(server.url);
  const words = ['audit', 'verify', '--since', terminal.at('head.note'), '--key', key];
  const [before, after] = [terminal.at('before-erasure.ndjson'), terminal.at('after-erasure.ndjson')];
  await terminal.holdfast({
    name: 'head-kept',
    did: 'An auditor keeps the newest head of the log,',
    words: ['audit', 'verify', '--url', server.url, '--keep', terminal.at('head.note')],
    says: /^As sealed: /,
  });
  await terminal.holdfast({
    name: 'log-exported-again',
    did: 'and the whole log of today.',
    words: ['audit', 'export', '--out', before],
    says: /^Wrote /,
  });
  await signInAgain(friend);
  await friend.page.goto('/privacy');
  await askForDeletion(friend, FRIEND);
  await confirmDeletion(friend);
  await diary.look({ name: 'friend-leaves', did: 'The friend asks for their account to be deleted.', visitor: friend });
  await wait(14 * DAY_MS + A_MINUTE_MS);
  await letterTo(mailbox, FRIEND, /was deleted$/);
  await letterTo(mailbox, EMAIL, /is no longer a recovery contact/);
  await friend.page.goto('/sign-in');
  await press(friend.page, 'Sign in with a key');
  await friend.page.getByText('That did not open an account.').waitFor();
  const did = 'Fourteen days later nobody stopped it. The friend’s key opens nothing any more.';
  await diary.look({ name: 'friend-gone', did, visitor: friend });
  await witnessedLog(server.url);
  await terminal.holdfast({
    name: 'proofs-hold',
    did: 'The log is as it was sealed, and grew out of the head that was kept; what is personal is gone from it.',
    words,
    says: /^As sealed: \d+ entries in the database\. Erased: what is personal in \d+ entries\./,
  });
  await terminal.holdfast({
    name: 'export-from-before-holds',
    did: 'The export from before verifies: it is a copy, and has what it had.',
    words: ['audit', 'verify', before, '--key', key],
    says: /^As sealed: \d+ entries of [^ ]+\.(?!.*Erased)/,
  });
  await terminal.holdfast({
    name: 'log-exported-after',
    did: 'Today’s log is exported,',
    words: ['audit', 'export', '--out', after],
    says: /^Wrote /,
  });
  await terminal.holdfast({
    name: 'export-from-after-holds',
    did: 'and verifies as well.',
    words: ['audit', 'verify', after, '--key', key],
    says: /^As sealed: .* Erased: what is personal in \d+ entries\./,
  });
  const database = join(server.dataDir, 'holdfast.db');
  await until('the friend’s address to be gone from the database’s bytes', async () =>
    [database, `${database}-wal`].some((file) => readFileSync(file).includes(FRIEND)) ? null : true,
  );
}
