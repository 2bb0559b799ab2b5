// Another platform, whose operator puts an older backup back: the server knows, the log says so itself, nothing that was over is
// good again, and the operator decides.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { button, dialog, go, press, statement, told } from '../../test/browser/on-page.ts';
import { settleProtected } from '../../test/browser/settled-people.ts';
import { type Mailbox, readMailbox } from '../../test/support/mailbox.ts';
import { ServerProcess } from '../../test/support/server-process.ts';
import { letterTo } from './letter-to.ts';
import { setUpQuietly } from './operator-stops.ts';
import { readLog, sealedLog } from './read-log.ts';
import { signInAgain } from './sign-in-again.ts';
import type { Terminal } from './terminal.ts';
import { PROTECTED, type Tour } from './traveller.ts';

const EMAIL = 'ada@example.org';
const WHOLE = 'Nothing was changed, and nothing is missing.';
const BACKUP = 'night.backup';
const HEAD = 'morning.note';

const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

/** The record as this browser checks it. It remembers the head for the next time. */
async function checkRecord(page: Page): Promise<void> {
  await go(page, 'Activity');
  await page.getByText(WHOLE, { exact: true }).waitFor();
}

/** A change that waits is in the backup, and is stopped after it was taken. */
async function liveOn({ diary }: Tour, there: Place): Promise<void> {
  const { visitor, terminal, server, mailbox } = there;
  const { page } = visitor;
  await settleProtected(visitor, { url: server.url, ...mailbox }, EMAIL, 'Ada Okafor');
  await page.goto('/');
  await go(page, 'Settings');
  await press(page, 'Turn protection off');
  await press(dialog(page, 'Turn protection off in 3 days?'), 'Turn protection off in 3 days');
  await told(page, /^Protection turns off/);
  await sealedLog(server.url);
  await terminal.holdfast({
    name: 'backup-taken',
    did: 'On another platform somebody asked for protection to be turned off. At night its operator takes a backup.',
    words: ['backup', '--out', terminal.at(BACKUP)],
    says: /^Wrote \d+ rows of \d+ tables /,
  });
  await go(page, 'Overview');
  await button(page, 'Stop this change Protection turns off').click();
  await statement(page, PROTECTED);
  await sealedLog(server.url);
  await terminal.holdfast({
    name: 'newer-head-kept',
    did: 'In the morning they stop it, and an auditor keeps the newest head of the log.',
    words: ['audit', 'verify', '--url', server.url, '--keep', terminal.at(HEAD)],
    says: /^As sealed: /,
  });
  await checkRecord(page);
  const did = 'That it was stopped is on record, and the browser has seen it.';
  await diary.look({ name: 'stopped-in-the-morning', did, visitor });
}

interface Place {
  readonly mailbox: Mailbox;
  readonly server: ServerProcess;
  readonly terminal: Terminal;
  readonly visitor: Awaited<ReturnType<Tour['enter']>>;
}

async function putBack({ diary }: Tour, { server, terminal, visitor }: Place): Promise<void> {
  const { page } = visitor;
  const size = (await readLog(server.url))?.size ?? 0;
  await server.end('SIGKILL');
  await terminal.holdfast({
    name: 'backup-put-back',
    did: 'The machine breaks down, and the operator puts the backup back.',
    words: ['restore', terminal.at(BACKUP), '--replace', '--yes'],
    says: /^Restored \d+ rows .*The log says that it was restored\./s,
  });
  await server.start();
  const ready = await (await fetch(`${server.managementUrl}/health/ready`)).text();
  if (!ready.includes(`in its log, which had ${size}.`)) throw new Error(`the server does not know it: ${ready}`);
  diary.tell({
    name: 'server-knows',
    did: 'Whoever asks how it is is told.',
    text: `$ curl /health/ready\n${pretty(ready)}`,
  });
  await page.goto('/');
  await statement(page, /^Sign in to /);
  await diary.look({ name: 'signed-out-by-a-restore', did: 'Everybody is signed out.', visitor });
}

async function logSaysSo(tour: Tour, { server, terminal, visitor }: Place): Promise<void> {
  await sealedLog(server.url);
  await terminal.holdfast({
    name: 'restored-log-verified',
    did: 'The log is whole, as far as it goes.',
    words: ['audit', 'verify'],
    says: /^As sealed: /,
  });
  await terminal.holdfast({
    name: 'newer-head-does-not-fit',
    did: 'The auditor’s head is newer than the backup: with it, no older copy passes for the log.',
    words: ['audit', 'verify', '--since', terminal.at(HEAD)],
    status: 1,
    says: /^NOT AS SEALED\. /,
  });
  const out = terminal.at('restores.ndjson');
  await terminal.holdfast({
    name: 'restores-exported',
    did: 'Its operator asks it for restores,',
    words: ['audit', 'export', '--out', out, '--operation', 'restore.record', '--json'],
    says: /"events":1\b/,
  });
  const [entry = ''] = readFileSync(out, 'utf8').split('\n');
  tour.diary.tell({ name: 'log-says-so', did: 'and it says itself that it was restored.', text: pretty(entry) });
  await signInAgain(visitor);
  await go(visitor.page, 'Activity');
  await visitor.page.getByText('The record does not hold.', { exact: true }).waitFor();
  const did = 'The holder’s own browser remembers more than the server does.';
  await tour.diary.look({ name: 'browser-remembers', did, visitor, onPhoneToo: true });
}

async function decide({ diary }: Tour, { terminal, visitor, mailbox }: Place): Promise<void> {
  const { page } = visitor;
  await terminal.holdfast({
    name: 'operator-decides',
    did: 'The operator decides, once and on record: what waited is over, recovery keys are good.',
    words: ['restore', 'decide', '--cancel-holds', '--keep-codes'],
    says: /^Decided, and on record: 0 changes wait again, 1 is over\./,
  });
  await terminal.holdfast({
    name: 'holders-told',
    did: 'and has every holder told.',
    words: ['restore', 'tell', '--yes'],
    says: /^Told 2 holders\./,
  });
  await letterTo(mailbox, EMAIL, /^The platform of .+ went back/);
  await press(page, 'Begin anew from what is shown now');
  await page.getByText(WHOLE, { exact: true }).waitFor();
  await page
    .getByText(/^This platform went back to how it was /)
    .first()
    .waitFor();
  await diary.look({ name: 'holder-told', did: 'The holder reads what happened.', visitor, onPhoneToo: true });
  await go(page, 'Overview');
  await statement(page, PROTECTED);
  await diary.look({ name: 'protection-stayed', did: 'What they had stopped has not come back.', visitor });
}

export async function putAnOlderBackupBack(tour: Tour): Promise<void> {
  const server = await ServerProcess.prepare({ HOLDFAST_PLATFORM_NAME: 'Tarn' });
  tour.afterwards.defer(() => server.dispose());
  await server.start();
  await setUpQuietly(await tour.enter(server.url), server.output);
  const terminal = tour.terminal.beside({ HOLDFAST_DATA_DIR: server.dataDir });
  const visitor = await tour.enter(server.url);
  const mailbox = readMailbox(server.url);
  const there = { mailbox, server, terminal, visitor };
  await liveOn(tour, there);
  await putBack(tour, there);
  await logSaysSo(tour, there);
  await decide(tour, there);
}
