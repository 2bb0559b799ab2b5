// Words of the checklist after a Lock or “This wasn’t me”.

const incident = {
  title: 'After it was stopped',
  'statement.lock_one': 'The account was locked {{when}}. One question is left.',
  'statement.lock_other': 'The account was locked {{when}}. {{count}} questions are left.',
  'statement.disown_one': '“This wasn’t me” was pressed {{when}}. One question is left.',
  'statement.disown_other': '“This wasn’t me” was pressed {{when}}. {{count}} questions are left.',
  lede: 'In any order. The list stays here until each line is answered.',
  open: 'Open',
  answered: 'Answered {{when}}',
  'ask.keys': 'Is any other key not yours?',
  'why.keys': 'These open the account: {{keys}}. Suspend what you do not know.',
  'why.keys.suspended': 'Suspended, and so opening nothing: {{keys}}.',
  'see.keys': 'See the keys',
  'yes.keys': 'What opens it is mine',
  'ask.sessions': 'Is anybody else signed in?',
  'why.sessions': 'End what you do not know.',
  'see.sessions': 'See the sessions',
  'yes.sessions': 'Nobody else is',
  'ask.password': 'Could somebody know your password?',
  'why.password': 'If you are not sure, change it.',
  'see.password': 'Change the password',
  'yes.password': 'Nobody knows it',
  'ask.recovery-keys': 'Could somebody have seen your recovery keys?',
  'why.recovery-keys': 'Only you can know whether the papers were read. If you are not sure, make new ones.',
  'see.recovery-keys': 'Make new ones',
  'yes.recovery-keys': 'Nobody has seen them',
  'ask.contacts': 'Are these your recovery contacts?',
  'why.contacts': 'They approve a recovery of your account: {{contacts}}.',
  'see.contacts': 'See the contacts',
  'yes.contacts': 'They are mine',
  'ask.channels': 'Do alerts go to the right places?',
  'why.channels': 'They go to your address.',
  'why.channels.more': 'They go to your address, and to {{channels}}.',
  'see.channels': 'See alerts',
  'yes.channels': 'They do',
  failed: 'Your answer was not kept.',
  fetching: 'Fetching the list',
  'fetch.failed': 'We could not fetch the list.',
  'fetch.failed.still': 'It waits for you.',
  'closed.statement': 'Nothing is left to answer.',
  'closed.lede': 'The list appears when the account was locked, or “This wasn’t me” was pressed.',
  'closed.go': 'Go to the overview',
} as const;

export default incident;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    incident: typeof incident;
  }
}
