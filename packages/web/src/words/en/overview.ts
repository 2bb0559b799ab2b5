// Words of the overview.

const overview = {
  title: 'Overview',
  fetching: 'Fetching your account',
  failed: 'We could not fetch your account.',
  'failed.still': 'It is as it was.',

  'statement.protected': 'Your account is protected.',
  'statement.leaves': 'Your account is protected until {{when}}.',
  'statement.recovery': 'Somebody is recovering this account.',
  'lede.recovery':
    'With a recovery key, and a wait in which you can say no. If it is not you, stop it: nothing has been opened.',
  'see-case': 'See the case',
  'lede.settles':
    'It opens with your keys and nothing else. Until {{when}} protection can still be taken back, with a mailbox and something else that the account had before.',
  'lede.advanced': 'It opens with your keys and nothing else. Nobody can undo that from outside, support included.',
  'lede.hardware':
    'It opens with your hardware keys and nothing else. Nobody can undo that from outside, support included.',
  'lede.leaves': 'Then it becomes a standard account, unless a trusted key stops the change below.',
  'lede.leaving':
    'Somebody asked to turn that off. It does not happen by itself: a key has to finish it. If you did not ask, stop it below.',

  'statement.password': 'Your account opens with a password.',
  'statement.keys': 'Your account opens with your keys.',
  'statement.both': 'Your account opens with your keys, or with a password.',
  'lede.password':
    'A fake page can trick a password and a code out of you. Keys answer only to this address: with protection on, they become the only way in.',
  'lede.keys':
    'Keys answer only to this address. With protection on they become the only way in, for everybody: no password can be set beside them, and support cannot let anyone in.',
  protect: 'Turn on protection',
  'protect.continue': 'Continue turning on protection',
  'protect.span': 'About five minutes, and two keys. You can stop at any step before the last.',
  'protect.kept': 'Your place is kept. Nothing about your account has changed so far.',
  unmet: 'Something is missing on this account.',
  'unmet.way-in': 'It has no way in that works by itself.',
  'unmet.second-factor': 'Its password stands without a second step.',
  'unmet.two-keys': 'It needs two keys.',
  'unmet.key-for-another-device': 'It needs a key that works on another device.',
  'unmet.two-hardware-keys': 'It needs two hardware keys whose maker is verified.',
  'unmet.recovery-keys': 'It needs two recovery keys.',
  'unmet.recovery-proof': 'None of its recovery keys has been proved.',
  'unmet.waiting-time': 'Its waiting time has not been chosen.',
  'unmet.enrolment': 'Protection has to be turned on.',

  'asked.case': 'A recovery of {{name}}’s account waits for your answer.',
  'asked.case.what':
    'It may be {{name}}, who lost every key. It may be a thief. Speak with {{name}} before you answer.',
  'asked.invitation': '{{name}} asks you to be a recovery contact.',
  'asked.invitation.what': 'You would confirm that it is really {{name}}, should they ever lose every key.',
  'asked.see': 'See what is asked',

  'will-happen': 'What waits',
  'will-happen.holds': 'So that you can say no.',
  'will-happen.all': 'See everything that waits',
  'new-key': '{{key}} is new',
  'new-key.state': 'New key',
  'new-key.what': 'It signs you in; from {{day}} it can also change the account.',
  probation: 'The days after your recovery end',
  'probation.state': 'Careful',
  'probation.what':
    '{{when}}. Until then protection cannot be turned off or lowered, and the e-mail address cannot be changed.',
  'see-keys': 'See keys',

  protects: 'What protects you',
  'sign-in': 'Sign-in',
  'sign-in.protected': 'Keys only. No password, no codes, no messages.',
  'sign-in.hardware': 'Hardware keys only. No password, no codes, no messages.',
  'sign-in.keys': 'Your keys',
  'sign-in.password': 'Password, and a code from your authenticator app',
  'sign-in.both': 'Your keys; or your password, and then a code or a key',
  'sign-in.both.key': 'Your keys; or your password, and then a key',
  'sign-in.change': 'Change',
  'keys.label': 'Keys',
  'keys.none': 'None yet',
  recovery: 'Recovery',
  'recovery.go': 'Practise a recovery',
  'recovery.what': '{{keys}}, then {{span}} of waiting in which it can be stopped',
  'recovery.proved': 'One proved {{when}}',
  sessions: 'Sessions',
  'sessions.limits': 'End after {{idle}} unused, {{absolute}} at most',
  alerts: 'Alerts',
  'alerts.protected':
    'E-mail to {{email}}, for every sign-in, refused attempt and change. They cannot be switched off.',
  'alerts.standard': 'E-mail to {{email}}, for a sign-in from a new device and for changes to how the account opens.',
  training: 'Training',
  'training.since': 'Excluded since {{when}}',

  'who-is-in': 'Who is in',
  'who.one': 'One browser is signed in: this one.',
  'who.many': '{{number}} browsers are signed in, this one included.',
  'who.see.one': 'See it',
  'who.see.both': 'See both',
  'who.see.many': 'See all {{number}}',

  lately: 'Lately',
  'lately.failed': 'We could not fetch what happened lately.',
  'lately.empty': 'Nothing yet.',
  'lately.all': 'See all activity',

  'codes.left_zero': 'No backup code is left.',
  'codes.left_one': '{{count}} backup code is left.',
  'codes.left_other': '{{count}} backup codes are left.',
  'codes.what': 'Make ten new ones while you can sign in.',
  'codes.do': 'Go to backup codes',
} as const;

export default overview;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    overview: typeof overview;
  }
}
