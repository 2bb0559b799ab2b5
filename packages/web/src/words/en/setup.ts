// Words of the page where the operator's account is made.

const setup = {
  title: 'Set up',
  eyebrow: 'First start of {{platform}}',
  'statement.none': 'Make the operator’s account, with two keys.',
  'statement.one': 'One key is registered. It needs two.',
  'statement.elsewhere': 'You need one key that works on another device.',
  'statement.ready': 'Both keys are registered. Make the account.',
  lede: 'There is no password to choose and none to leak. Whoever holds one of these keys opens the account; nothing else does.',
  'you.name': 'Who you are',
  'you.note': 'Alerts about this account go to this address.',
  name: 'Your name',
  'name.missing': 'Type your name.',
  email: 'E-mail address',
  'email.missing': 'Type your e-mail address.',
  'email.malformed': 'That is not a whole e-mail address.',
  'email.taken': 'An account with this address exists already.',
  'add.note': 'Nothing exists yet. The account is made at the end.',
  'not-added': 'The key was not added.',
  'not-made': 'The account was not made.',
  complete: 'Make the account',
  'complete.locked.two-keys': 'Opens when two keys are registered.',
  'complete.locked.elsewhere': 'Opens when one key works on another device.',
  'complete.after': 'Protection is turned on next.',
  'gone.title': 'Set up',
  'gone.statement': 'This link does not open the set-up.',
  'gone.lede':
    'It may have been cut short, or replaced by a newer one. The server prints one each time it starts, until it is set up.',
  'done.statement': 'This server has been set up.',
  'done.lede': 'The link has done its work. The operator signs in with a key.',
  'done.sign-in': 'Sign in with a key',
  fetching: 'Checking the link',
  failed: 'We could not check the link.',
} as const;

export default setup;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    setup: typeof setup;
  }
}
