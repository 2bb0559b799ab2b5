// Words of the sessions page.

const sessions = {
  title: 'Sessions',
  fetching: 'Fetching your sessions',
  failed: 'We could not fetch your sessions.',
  'failed.still': 'They are as they were; nothing was ended.',
  'statement.one': 'Only this browser can act for you right now.',
  'statement.many': '{{number}} browsers can act for you right now.',
  lede: 'Whatever is signed in to your account is in this list. There is no other. What you end stops at once, everywhere.',
  'end-others': 'End all but this browser',
  'end-others.failed': 'Your other sessions were not ended.',
  'lock-now': 'Lock my account now',
  browsers: 'Browsers',
  'browsers.note':
    'Places are judged from network addresses, so roughly. “Not bound”: not tied to its device, so it ends by itself when unused.',
  current: 'This browser',
  bound: 'Bound',
  'not-bound': 'Not bound',
  'method.password': 'Password and a second step',
  'method.key': 'A key that was removed',
  'active-now': 'Active now',
  'seen-now': 'Seen just now',
  seen: 'Seen {{ago}}',
  signed: 'Signed in {{at}}. Ends after {{idle}} unused, {{end}} at the latest.',
  end: 'End',
  'end.failed': '{{device}} was not ended.',
  ended: '{{device}} ended everywhere, in {{seconds}} seconds.',
  'ended.at-once': '{{device}} ended everywhere, at once.',
  'ended.left_one': '{{count}} session was opened meanwhile, and goes on. Lock the account to end everything.',
  'ended.left_other': '{{count}} sessions were opened meanwhile, and go on. Lock the account to end everything.',
  'ended.others_one': '{{count}} other session ended everywhere.',
  'ended.others_other': '{{count}} other sessions ended everywhere.',
  unsure: 'Not sure about one of them?',
  'unsure.what': 'End it. The worst that can happen is that you sign in again.',
} as const;

export default sessions;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    sessions: typeof sessions;
  }
}
