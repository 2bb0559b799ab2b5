// Words of the proofs on the activity page.

const evidence = {
  checking: 'Checking the record in this browser',
  'not-checked': 'The record could not be checked just now.',
  'not-checked.still': 'What you see below is what the server says.',
  'nothing-sealed.point': 'Nothing has been sealed yet.',
  'nothing-sealed.what': 'The first entry can be checked a moment after it happens.',
  'no-ed25519.point': 'This browser cannot check signatures.',
  'no-ed25519.what': 'What you see below is what the server says. A newer browser, or a saved proof, can check it.',

  'whole.point': 'Nothing was changed, and nothing is missing.',
  'whole.all_one': 'This browser checked the one entry about your account.',
  'whole.all_other': 'This browser checked all {{count}} entries about your account, from the first to the newest.',
  'whole.newest_one': 'This browser checked the newest of {{total}} entries about your account.',
  'whole.newest_other': 'This browser checked the newest {{count}} of {{total}} entries about your account.',
  'whole.keys_one': 'An entry says how your one key was added.',
  'whole.keys_other': 'For each of your {{count}} keys an entry says how it was added.',
  'whole.witnessed_one': 'One of {{of}} witnesses saw the same log.',
  'whole.witnessed_other': '{{count}} of {{of}} witnesses saw the same log.',
  'whole.witnessed.all_one': 'The outside witness saw the same log.',
  'whole.witnessed.all_other': 'All {{count}} witnesses saw the same log.',
  'whole.waiting': 'The witnesses have not signed it yet: for now it is signed by this server alone.',
  'whole.alone': 'It is signed by this server alone: no outside witness watches this log.',
  'whole.other-witnesses': 'The witnesses are not those that this browser knew.',
  'whole.more': 'Check the earlier ones too',

  'failed.point': 'The record does not hold.',
  'failed.do': 'Save the proof now, before anything else. It shows what you were shown, wherever you take it.',
  'fault.unreadable': 'The log has no signed head that could be read.',
  'fault.signature': 'The log is not signed by its own key.',
  'fault.growth': 'The newest log did not grow out of the one that the witnesses signed.',
  'fault.entry.unreadable': 'Entry {{entry}} is not written as entries are.',
  'fault.entry.not-in-log': 'Entry {{entry}} ({{when}}) is not in the log that was signed.',
  'fault.entry.changed': 'Entry {{entry}} ({{when}}) was changed after it was sealed.',
  'fault.entry.gap': 'What came before entry {{entry}} ({{when}}) was taken out, or something was put in.',
  'fault.more_one': 'And one more entry fails.',
  'fault.more_other': 'And {{count}} more entries fail.',
  'fault.key': '{{key}} opens your account, and no entry says how it was added.',
  'memory.other-key': 'The log is signed by another key than the one that this browser knew.',
  'memory.put-back': 'The log is shorter than this browser has seen it: an older copy was put back.',
  'memory.forked':
    'The log is not the one that this browser has seen: an older copy was put back and went on, or its past was rewritten.',
  'memory.anew': 'Begin anew from what is shown now',

  how: 'How this is known',
  'how.witnessed':
    'Every entry about your account is numbered and names the one before it. This browser hashed each, followed its proof to the head of the log, and checked who signed that head.',
  'how.alone':
    'Every entry about your account is numbered and names the one before it. This browser hashed each, followed its proof to the head of the log, and checked the log’s own signature. Whoever has the log’s key could sign another past as well; witnesses would stop that.',
  'how.memory.grew': 'The log grew out of what this browser saw the last time.',
  'how.memory.older': 'This browser goes on keeping the head that it saw before.',
  'how.memory.first': 'This browser keeps the head, and checks the next time that the log grew out of it.',
  'how.limit':
    'What happened after the newest entry cannot be missed yet. And the checking program came from this server too: a saved proof can be checked elsewhere.',
  save: 'Save the proof',
  checker: 'Get the checking program',
  'checker.what': 'It is one file that you can read. Run it with Node.js, without any network:',

  'fact.log': 'Log',
  'fact.size': 'Length',
  'fact.entries_one': 'one entry',
  'fact.entries_other': '{{count}} entries',
  'fact.entry': 'Entry',
  'fact.entry.of': '{{entry}} of {{size}}',
  'fact.fingerprint': 'Fingerprint',
  'fact.happened': 'Happened',
  'fact.sealed': 'Newest head',
  'fact.witness': 'Witness',
  'fact.witnesses': 'Witnesses',
  'fact.key': 'The log’s key',

  'entry.sealing': 'Sealing',
  'entry.unchecked': 'Not checked yet',
  'entry.verified': 'Proof verified',
  'entry.failed': 'Check failed',
  'entry.verified.point': 'Checked in this browser.',
  'entry.failed.point': 'This entry does not hold.',
  'entry.seen.witnessed': 'The entry is in the log, word for word, and the witnesses saw the same log.',
  'entry.seen.waiting': 'The entry is in the log, word for word. The witnesses have not signed that far yet.',
  'entry.seen.alone': 'The entry is in the log, word for word. The log is signed by this server alone.',
  'entry.why.unreadable': 'It is not written as entries of the log are.',
  'entry.why.not-in-log': 'Its proof does not lead to the log that was signed.',
  'entry.why.changed': 'Its particulars are not those that were sealed.',
  'entry.why.gap': 'The entry before it was taken out, or one was put in.',
  'entry.why.shown': 'What stands here is not what was sealed.',
  'entry.why.never-sealed': 'It was never sealed into the log.',
  'entry.why.log': 'The log itself could not be checked.',
} as const;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    evidence: typeof evidence;
  }
}

export default evidence;
