// Words of a recovery under way, as its holder sees it.

const recoveryCase = {
  title: 'Recovery',
  fetching: 'Fetching the case',
  failed: 'We could not fetch the case.',
  'failed.still': 'It is as it was. Signing in with a key stops it too.',
  statement: 'Somebody is recovering this account with a recovery key.',
  lede: 'If it is not you, stop it. Nothing has been opened: a recovery key starts a wait, and you are still in charge.',
  'lede.ripe':
    'If it is not you, stop it now. The wait is over: whoever started it can register two new keys, and your own then end.',
  who: 'Who started it',
  next: 'What comes next',
  'next.note': 'If nobody stops it.',
  'next.second': 'A second alert goes out.',
  'next.second.sent': 'The second alert went out.',
  'next.opens': 'The case opens. Whoever started it can register two new keys.',
  'next.opened': 'The case opened. Whoever started it can register two new keys.',
  'next.then': 'Then',
  'next.ends': 'Your current keys and sessions end, and all recovery keys are replaced.',
  'next.careful': 'For 3 days after that, protection cannot be turned off, nor the e-mail address changed',
  'not-you': 'If it is not you',
  'not-you.note': 'Two steps, about two minutes.',
  'not-you.stop': 'Stop it, above.',
  'not-you.stop.what': 'Signing in with any key stops it too.',
  'not-you.replace': 'Replace your recovery keys.',
  'not-you.replace.what': 'Somebody holds one. Making new ones voids the old ones.',
  replace: 'Replace recovery keys',
  'see-holds': 'See everything that waits',
  'statement.none': 'Nobody is recovering this account.',
  'lede.none': 'If somebody starts to, you are told at once, and it waits so that you can stop it.',
  'statement.vetoed': 'The recovery was stopped.',
  'lede.vetoed':
    'It ended {{when}}, and your keys work as before. If it was not you, somebody holds one of your recovery keys: that key starts no other recovery, and making new ones voids the rest.',
  'statement.expired': 'The recovery was not used in time.',
  'lede.expired': 'It closed {{when}}, and your keys work as before. The recovery key that started it starts no other.',
  'statement.done': 'The last recovery is finished.',
  'lede.done':
    'It ended {{when}}: everything old ended then, and two new keys and two new recovery keys took its place.',
} as const;

export default recoveryCase;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    case: typeof recoveryCase;
  }
}
