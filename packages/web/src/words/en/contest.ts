// Words of contesting a changed address from the old mailbox.

const contest = {
  title: 'Contest a changed address',
  fetching: 'Reading the change',
  failed: 'We could not read this change.',
  'failed.still': 'Nothing was changed.',
  statement: 'The address of your account was changed {{when}}. Was it you?',
  lede: 'If not, contest it here. You do not need to sign in: this page can only take access away, never give it.',
  from: 'From',
  to: 'To',
  until: 'Can be contested until',
  'does.point': 'Contesting does one thing, at once.',
  does: 'Neither address is sent a recovery link until a trusted key, or a second factor older than the change, decides which one stays.',
  do: 'I did not change it: contest it',
  mine: 'It was me',
  'not-done': 'Nothing was contested yet.',
  'done.statement': 'Contested. Neither address is sent a recovery link.',
  'done.lede':
    'Now sign in with a key, or with your password and second factor, and go back to your address on the page “Settings”. If somebody changed those too, press “This wasn’t me” in the alert about it first: then the old ones let you in for 14 days.',
  'done.sign-in': 'Sign in',
  'mine.statement': 'Then there is nothing to do.',
  'mine.lede': 'Nothing was changed.',
  'gone.statement': 'This change cannot be contested here any more.',
  'gone.lede': 'The link is older than 7 days or was used, or it has been decided which address stays.',
} as const;

export default contest;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    contest: typeof contest;
  }
}
