// Words of the frame around every signed-in page.

const account = {
  navigation: 'Account',
  'place.overview': 'Overview',
  'place.keys': 'Keys',
  'place.sessions': 'Sessions',
  'place.activity': 'Activity',
  'place.recovery': 'Recovery',
  'place.privacy': 'Privacy',
  'place.account': 'Settings',
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
} as const;

export default account;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    account: typeof account;
  }
}
