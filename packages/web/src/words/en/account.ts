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
    'Somebody had started it with one of your recovery keys. If that was not you, somebody holds that key and can start another, which waits 30 days. Make new recovery keys.',
  'recovery-stopped.see': 'See the case',
  'sign-out': 'Sign out',
  'sign-out.failed': 'You are still signed in.',
  'leave-for-now': 'Leave for now',
  lock: 'Lock account',
  'lock.title': 'Lock your account now?',
  'lock.what': 'Everything signed in to it ends at once, everywhere, this browser included. Nothing is deleted.',
  'lock.ends_one': 'What is signed in to your account ends: this browser.',
  'lock.ends_other': 'Everything signed in to your account ends: {{count}} browsers, this one included.',
  'lock.stops_one': 'One change that waits is stopped.',
  'lock.stops_other': '{{count}} changes that wait are stopped.',
  'lock.leaves_one': 'One change goes on. Lock does not stop it; on the page “On hold” you can.',
  'lock.leaves_other': '{{count}} changes go on. Lock does not stop them; on the page “On hold” you can.',
  'lock.leaves.recovery':
    'A recovery goes on. Lock does not stop it; signing in with a key that was trusted when it started does.',
  'lock.suspends': 'What is new is suspended: {{keys}}.',
  'lock.pauses_one': 'One webhook or browser that was added lately is told nothing more.',
  'lock.pauses_other': '{{count}} webhooks and browsers that were added lately are told nothing more.',
  'lock.lifted': 'Nothing else opens it until one of these comes back: {{keys}}.',
  'lock.until': 'If none does, the lock ends by itself {{when}}.',
  'lock.lifted.password': 'It opens again with your password and second factor.',
  'lock.lifted.recovery-key': 'No key that is trusted would open it again. A recovery key does.',
  'lock.lifted.link': 'It opens again with a recovery link to your mailbox.',
  'lock.lifted.as-before': 'It has nothing that is trusted, so what opens it now opens it still.',
  'lock.after': 'When you are back, a list asks a few questions, and stays until you have answered them.',
  'lock.do': 'Lock account',
  'lock.keep': 'Keep it open',
  'lock.failed': 'The account was not locked.',
  'incident.banner': 'A list waits for your answers.',
  'incident.banner.why':
    'The account was locked, or “This wasn’t me” was pressed. Say what is yours, and the list goes away.',
  'incident.banner.go': 'Go to the list',

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
