// Words of the frame around every signed-in page.

const account = {
  navigation: 'Account',
  'place.overview': 'Overview',
  'place.keys': 'Keys',
  'place.sessions': 'Sessions',
  'place.activity': 'Activity',
  'place.recovery': 'Recovery',
  'place.holds': 'On hold',
  'place.privacy': 'Privacy',
  'place.account': 'Settings',
  'after-recovery': 'After a recovery this waits. It opens {{when}}.',
  'recovery-stopped': 'By signing in you stopped a recovery of this account.',
  'recovery-stopped.what':
    'Somebody had started it with one of your recovery keys. If that was not you, somebody holds that key: it starts no other recovery, but make new ones soon.',
  'recovery-stopped.see': 'See the case',
  'sign-out': 'Sign out',
  'sign-out.failed': 'You are still signed in.',
  'leave-for-now': 'Leave for now',
  lock: 'Lock account',
  'lock.title': 'Lock your account now?',
  'lock.what': 'Everything signed in to it ends at once, everywhere, this browser included. Nothing is deleted.',
  'lock.after': 'Changes that wait go on waiting. To come back, sign in again.',
  'lock.do': 'Lock account',
  'lock.keep': 'Keep it open',
  'lock.failed': 'The account was not locked.',

  log: 'Log: {{length}}, sealed {{when}}, {{seen}}',
  'log.length_one': '{{number}} entry',
  'log.length_other': '{{number}} entries',
  'log.witnessed_one': '{{count}} witness agrees',
  'log.witnessed_other': '{{count}} witnesses agree',
  'log.waiting': 'its witnesses have not signed yet',
  'log.alone': 'signed by this server alone',

  'live.see': 'See what happened',
  'live.not-me': 'This wasn’t me',
  'live.close': 'Close',
  'live.more_one': 'And {{count}} more, in your activity.',
  'live.more_other': 'And {{count}} more, in your activity.',
} as const;

export default account;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    account: typeof account;
  }
}
