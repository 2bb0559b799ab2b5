// Checks a saved proof of an account's history, anywhere: `node checker.mjs proof.json [--key KEY] [--witness KEY]…`.
// The build makes one file of it and of the checks, which a server serves and anybody may read before running it.

import { readFileSync } from 'node:fs';
import { checkHistory, type NoteKey, parseHistoryProof, parseNoteKey } from '@holdfast/contract/log';
import { sha256, verifySignature } from '../audit/node-crypto.ts';

const FAULTS = {
  unreadable: 'is not an entry of this log’s format',
  'not-in-log': 'is not in the log that was signed',
  changed: 'was changed: its particulars are not those that were sealed',
  gap: 'does not follow the entry before it: something was taken out or put in',
} as const;
const LOG_FAULTS = {
  unreadable: 'The proof has no signed head of the log.',
  signature: 'A head of the log is not signed by its key.',
  growth: 'The newest head did not grow out of the one that witnesses signed.',
} as const;

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  return process.exit(2);
}

function readKey(line: string | undefined): NoteKey {
  return parseNoteKey(sha256, line ?? '') ?? stop('That is not a key: it looks like example.com/log+0123abcd+AbC…');
}

function readWords(words: readonly string[]) {
  const witnesses: NoteKey[] = [];
  let file: string | undefined;
  let log: NoteKey | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === '--key') log = readKey(words[++at]);
    else if (word === '--witness') witnesses.push(readKey(words[++at]));
    else file = word;
  }
  return { file, trusted: { ...(log ? { log } : {}), ...(witnesses.length > 0 ? { witnesses } : {}) } };
}

const { file, trusted } = readWords(process.argv.slice(2));
if (file === undefined) stop('Use: node checker.mjs proof.json [--key KEY] [--witness KEY]…');
const proof = parseHistoryProof(readFileSync(file, 'utf8'));
if (!proof) stop(`${file} is not a saved proof of an account’s history.`);
const found = await checkHistory({ sha256, verify: verifySignature }, proof, trusted);

const faults = found.entries.flatMap(({ index, fault }) => (fault ? [`Entry ${index + 1} ${FAULTS[fault]}.`] : []));
if (found.fault) faults.unshift(LOG_FAULTS[found.fault]);
for (const { name, id } of found.unexplained) faults.push(`No entry tells how the key ${name} (${id}) came here.`);
if (proof.entries.length === 0) faults.push('The proof has no entries.');
if (trusted.witnesses && found.witnessedSize === null) faults.push('Too few of the named witnesses have signed.');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
if (faults.length > 0) {
  say('NOT AS SEALED.');
  for (const fault of faults) say(`  ${fault}`);
  process.exitCode = 1;
} else {
  const count = found.entries.length;
  say(`As sealed: ${count} ${count === 1 ? 'entry' : 'entries'} of ${found.origin}.`);
  say(
    found.complete
      ? 'None is missing, from the first to the newest.'
      : 'None is missing among these; older ones are not in the file.',
  );
  if (found.complete) say(`Keys today: ${proof.keys.length}, and an entry says how each was added.`);
  say(
    found.witnessedSize === null
      ? 'No quorum of witnesses signed it: it rests on the log’s own signature.'
      : `Witnesses up to entry ${found.witnessedSize}: ${found.cosigners.map(({ name }) => name).join(', ')}.`,
  );
  if (!trusted.log) say(`The file itself named the log’s key. Compare it with what you know:\n  ${proof.log}`);
  if (!trusted.witnesses && proof.witnesses.length > 0)
    say(`And the witnesses’ keys:\n  ${proof.witnesses.join('\n  ')}`);
}
