// Drives a real Chromium with two virtual keys through the whole main job, against a fresh server, has its evidence verified and
// tampered with by the real commands, and keeps what it saw.

import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChromium } from '../test/browser/chromium-browser.ts';
import { RunningClock } from '../test/browser/running-clock.ts';
import { Visitor } from '../test/browser/visitor.ts';
import { startTestServer } from '../test/support/running-server.ts';
import { Diary } from './tour/diary.ts';
import { stops } from './tour/stops.ts';
import { Terminal } from './tour/terminal.ts';
import type { Tour } from './tour/traveller.ts';

const TOUR_MS_MAX = 600_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'artifacts/tour');
rmSync(folder, { recursive: true, force: true });
/** What was exported and downloaded on the way: it can be verified again by whoever reads the transcript. */
const kept = join(folder, 'evidence');
mkdirSync(kept, { recursive: true });

const startedAt = performance.now();
const clock = new RunningClock();
const server = await startTestServer({ clock, env: { HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes' } });
const diary = new Diary(folder);
const visitors: Visitor[] = [];

async function travel(): Promise<void> {
  await using browser = await startChromium();
  await using afterwards = new AsyncDisposableStack();
  const enter = async (url = server.url): Promise<Visitor> => {
    const visitor = await Visitor.enter(browser, { url });
    visitors.push(visitor);
    return visitor;
  };
  const [desk, elsewhere, newcomer, friend] = [await enter(), await enter(), await enter(), await enter()];
  const people = { desk, elsewhere, newcomer, friend, enter };
  const wait = async (ms: number): Promise<void> => {
    clock.advance(ms);
    for (const { context } of visitors) await context.clock.setSystemTime(clock.now());
  };
  const terminal = new Terminal(kept, diary, { HOLDFAST_DATA_DIR: server.dataDir });
  const house = { diary, server, mailbox: server, wait, terminal, afterwards };
  const tour: Tour = { ...house, ...people, witness: null, paper: [], newPaper: [] };
  try {
    for (const stop of stops) await stop(tour);
  } catch (error) {
    for (const [place, { page }] of visitors.entries()) {
      await page.screenshot({ path: join(folder, `failed-${place + 1}.png`), fullPage: true }).catch(() => {});
    }
    throw error;
  }
  const faults = visitors.flatMap((visitor) => visitor.faults);
  if (faults.length > 0) throw new Error(`the pages complained: ${faults.join('; ')}`);
}

const tooLate = new Promise<never>((_resolve, reject) => {
  setTimeout(() => reject(new Error(`not done after ${TOUR_MS_MAX / 1000} s`)), TOUR_MS_MAX).unref();
});

let failure: Error | null = null;
try {
  await Promise.race([travel(), tooLate]);
} catch (error) {
  failure = error as Error;
  diary.note(`Failed: ${failure.message}`);
}
await server.stop();
const transcript = relative(root, diary.write());
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
const seen = `${diary.stops} stops, ${diary.pictures} pictures, ${diary.mails} mails`;
if (failure) console.error(failure);
console.log(`tour: ${failure ? 'failed' : 'passed'} · ${seen} · ${seconds} s · ${transcript}`);
process.exit(failure ? 1 : 0);
