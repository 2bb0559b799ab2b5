// The holder does not have to believe the server: an outside witness is asked, the browser checks the record, and so does a
// program elsewhere, on the proof that was saved.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { go, press } from '../../test/browser/on-page.ts';
import { WitnessProcess } from '../../test/support/witness-process.ts';
import { sealedLog, witnessedLog } from './read-log.ts';
import type { Tour } from './traveller.ts';

const WITNESS = 'witness.example.org/w1';

/** A sentence of the page's own check, which comes when the browser has hashed and followed every proof. */
const judged = (page: Page, sentence: string | RegExp): Promise<void> => page.getByText(sentence).first().waitFor();

/** Somebody who would not lie for the operator runs it; the server is told of it, and asks it from then on. */
export async function askAWitness(tour: Tour): Promise<void> {
  const { diary, server, terminal, afterwards } = tour;
  const { key } = await sealedLog(server.url);
  const witness = await WitnessProcess.prepare(WITNESS, key);
  afterwards.defer(() => witness.dispose());
  await witness.start();
  tour.witness = witness;
  const [first = ''] = witness.keys;
  const settings = { HOLDFAST_LOG_WITNESSES: `${first} ${witness.url}` };
  await server.switchOn(settings);
  terminal.env = { ...terminal.env, ...settings };
  const { witnessed } = await witnessedLog(server.url);
  diary.tell({
    name: 'a-witness-is-asked',
    did: 'Somebody outside runs a witness for this log, and the server is told of it.',
    text: [
      `$ npx holdfast witness --data ./witness --name ${WITNESS} --log '${key}'`,
      ...witness.keys,
      '$ curl /log/checkpoint',
      witnessed?.checkpoint ?? '',
    ].join('\n'),
  });
}

export async function checkTheAccount({ diary, desk }: Tour): Promise<void> {
  const { page } = desk;
  await page.goto('/');
  await go(page, 'Activity');
  await judged(page, 'Nothing was changed, and nothing is missing.');
  await judged(page, /checked all \d+ entries about your account, from the first to the newest\./);
  await judged(page, 'For each of your 2 keys an entry says how it was added.');
  await judged(page, 'The outside witness saw the same log.');
  await page.getByText('How this is known').click();
  await judged(page, WITNESS);
  const did = 'The holder looks again: the browser has checked the record itself, and says how.';
  await diary.look({ name: 'record-checked', did, visitor: desk, onPhoneToo: true });
  await page.getByRole('button', { name: 'Proof verified' }).first().click();
  await judged(page, 'Checked in this browser.');
  await diary.look({ name: 'one-proof', did: 'Opened the proof of one entry.', visitor: desk });
}

/** Neither the page nor the server has a part in it: one file, one program, Node.js. */
export async function checkElsewhere({ diary, server, desk, terminal, witness }: Tour): Promise<void> {
  const { page } = desk;
  const arriving = page.waitForEvent('download');
  await press(page, 'Save the proof');
  await (await arriving).saveAs(terminal.at('activity-proof.json'));
  await diary.look({ name: 'proof-saved', did: 'Saved the proof.', visitor: desk });
  const program = await (await fetch(`${server.url}/log/checker.mjs`)).text();
  writeFileSync(terminal.at('checker.mjs'), program);
  const { key } = await sealedLog(server.url);
  const trusted = ['--key', key, '--witness', witness?.keys[0] ?? ''];
  terminal.node({
    name: 'proof-checked-elsewhere',
    did: 'On another computer, without a network, the saved proof is checked by the program that was saved too.',
    words: ['checker.mjs', 'activity-proof.json', ...trusted],
    says: /^As sealed: \d+ entries .*\nNone is missing, from the first to the newest\.\nKeys today: 2, /,
  });
  const proof = readFileSync(terminal.at('activity-proof.json'), 'utf8');
  writeFileSync(terminal.at('altered-proof.json'), proof.replace('enrolment.commit', 'enrolment.commet'));
  terminal.node({
    name: 'altered-proof-refused',
    did: 'One letter of it is changed.',
    words: ['checker.mjs', 'altered-proof.json', ...trusted],
    status: 1,
    says: /^NOT AS SEALED\.\n {2}Entry \d+ is not in the log that was signed\./,
  });
}
