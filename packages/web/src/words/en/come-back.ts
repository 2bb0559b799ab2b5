// Words of the page on which a suspended key comes back.

const comeBack = {
  title: 'A suspended key',
  statement: 'That key is suspended.',
  lede: 'It was shut out: by another key, by password and code, by a link in an alert, or by a Lock. It opens nothing until it comes back.',
  'other.title': 'If another key of yours opens the account',
  'other.what': 'Sign in with it, and bring this one back on the page of your keys.',
  'other.do': 'Sign in with another key',
  'factors.title': 'If you have your password and a second factor',
  'factors.what': 'Sign in with both, and bring this one back on the page of your keys.',
  'factors.do': 'Sign in with them',
  'paper.title': 'If you have a recovery key',
  'paper.what':
    'Typed beside the suspended key it brings that key back at once, and makes it trusted. A key that had suspended it is suspended instead. The recovery key is not used up.',
  'paper.field': 'Recovery key',
  'paper.hint': 'From either paper.',
  'paper.do': 'Use the key with it',
  'pair.title': 'If you have two suspended keys',
  'pair.what': 'If both were trusted, they come back together: use one, and then the other.',
  'pair.do': 'Use both keys',
  'link.title': 'If you read the mailbox of the account',
  'link.what': 'Ask for a recovery link. Behind it, use this key again: it comes back at once.',
  'link.do': 'Ask for a recovery link',
  'alone.title': 'If you have this key alone',
  'alone.from':
    'A link, or the key itself, suspended it. It comes back by itself from {{when}}, if no other trusted key is used until then.',
  'alone.now':
    'A link, or the key itself, suspended it a week ago, and no other trusted key was used since. It comes back by itself.',
  'alone.do': 'Use the key',
  'alone.no': 'Its own touch does not bring it back. Use what stands above.',
  'alone.none': 'Its own touch does not bring it back, and the account has nothing else at the moment that does.',
  waiting: 'Waiting for your key',
  'waiting.other': 'Waiting for the other key',
  refused: 'The key stays suspended.',
  'refused.check': 'That did not bring it back. Check which key you used.',
  'refused.not-suspended': 'The key that you used is not suspended. Sign in with it.',
} as const;

export default comeBack;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'come-back': typeof comeBack;
  }
}
