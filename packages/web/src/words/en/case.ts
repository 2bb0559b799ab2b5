// Words of a recovery under way, as its holder sees it.

const recoveryCase = {
  title: 'Recovery',
  fetching: 'Fetching the case',
  failed: 'We could not fetch the case.',
  'failed.still': 'It is as it was. Signing in with a key that you had before it started stops it too.',
  statement: 'Somebody is recovering this account with a recovery key.',
  lede: 'If it is not you, stop it. Nothing has been opened: a recovery key starts a wait, and you are still in charge.',
  'lede.ripe':
    'If it is not you, stop it now. The wait is over: the person who started it can register two new keys, and your own then end.',
  who: 'Who started it',
  next: 'What comes next',
  'next.note': 'If nobody stops it.',
  'next.second': 'A second alert goes out.',
  'next.second.sent': 'The second alert went out.',
  'next.opens': 'The case opens. The person who started it can register two new keys.',
  'next.opened': 'The case opened. The person who started it can register two new keys.',
  'next.alert': 'It waits for an alert to reach you, a day longer than that.',
  'next.settling': 'It opens when protection, which was turned on lately, can no longer be taken back.',
  'next.contacts': 'It waits for your recovery contacts, until this time at most.',
  'next.then': 'Then',
  'next.ends': 'Your current keys and sessions end, and all recovery keys are replaced.',
  'next.careful': 'For 3 days after that, protection cannot be turned off, nor the e-mail address changed.',
  'not-you': 'If it is not you',
  'not-you.note': 'Two steps, about two minutes.',
  'not-you.stop': 'Stop it, above.',
  'not-you.stop.any': 'Signing in with any key stops it too, and so does the link in an alert.',
  'not-you.stop.keys': 'It takes a key that was trusted when it started: {{keys}}. Signing in with it is enough.',
  'not-you.stop.trusted': 'It takes a key that was trusted when it started.',
  'not-you.stop.back_one': '{{keys}} was, and is suspended now: bring it back, and sign in with it.',
  'not-you.stop.back_other': '{{keys}} were, and are suspended now: bring one back, and sign in with it.',
  'not-you.stop.no-link': 'No link in a mail stops this one.',
  'not-you.stop.none':
    'It takes a key that was trusted when it started, and this account has none that stops it. Whoever started it has both recovery keys, or was stopped before.',
  'both.other': 'There are two recoveries under way: each recovery key has a case of its own. Look at both.',
  'not-you.replace': 'Replace your recovery keys.',
  'not-you.replace.what':
    'Somebody holds one. New ones take the place of the old ones after 3 days where two proofs began it. Begun with one, a key then has to finish it.',
  replace: 'Replace recovery keys',
  'see-holds': 'See everything that waits',
  'statement.none': 'Nobody is recovering this account.',
  'lede.none': 'If somebody starts to, you are told at once, and it waits so that you can stop it.',
  'statement.vetoed': 'The recovery was stopped.',
  'lede.vetoed':
    'It ended {{when}}, and your keys work as before. If it was not you, somebody holds a recovery key of yours, which is as good as before: replace them.',
  'statement.expired': 'The recovery was not used in time.',
  'lede.expired':
    'It closed {{when}}, and your keys work as before. If it was not you, somebody holds a recovery key of yours: replace them.',
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
