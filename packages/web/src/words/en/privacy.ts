// Words of the privacy page.

const privacy = {
  title: 'Privacy',
  fetching: 'Fetching the record',
  failed: 'We could not fetch the record.',
  'failed.still': 'It is as it was.',
  'statement.excluded': 'What you write is excluded from training.',
  'statement.included': 'What you write may be used for training.',
  since: 'Since {{when}}.',
  'lede.protected': 'It stays so for as long as protection is on.',
  'lede.opted-out': 'It stays so until you take that back.',
  'lede.included': 'Unless you exclude it here, or turn on Advanced Account Security.',
  record: 'The record',
  'record.note': 'Kept to the second. Each change of it is in the sealed log.',
  'span.first': 'Written before {{until}}',
  span: 'Written from {{from}} to {{until}}',
  'span.now': 'Written since {{from}}',
  'written.excluded': 'Excluded, for good.',
  'written.included': 'May be used.',
  'written.covered':
    'May have been used until the exclusion began. Excluded now, because it counts if either the time of writing or today is excluded.',
  leave: 'If you turn protection off',
  'leave.written-meanwhile': 'What you wrote while it was on stays excluded for good.',
  'leave.else': 'Everything else is included again, unless you opt out below.',
  'leave.opted-out': 'Everything else stays excluded too, because you opted out.',
  wish: 'Your wish',
  'wish.what.standard':
    'You can exclude all you write, what you wrote before included, without turning anything else on.',
  'wish.what.protected':
    'Protection excludes everything already. Opting out keeps it excluded if protection is ever off.',
  'wish.is-out': 'You opted out. It holds with or without protection.',
  'wish.make': 'Opt out of training',
  'wish.take-back': 'Take that back',
  'wish.made': 'You opted out of training.',
  'wish.taken-back': 'You took that back.',
  held: 'What is held on you',
  'held.note': 'Three times a day at most.',
  'held.what':
    'Everything in one file that programs read: your keys, sessions, activity, alerts, contacts and what was said about training. Secrets are not in it. It names devices, countries and addresses: keep it where nobody else reads it.',
  'held.do': 'Export what is held on me',
  'held.begun': 'The file is on its way.',
  'held.failed': 'Nothing was exported.',
  kept: 'How long it is kept',
  'kept.what': 'What happened, and when',
  'kept.for-good': 'For good',
  'kept.what.note': 'In the sealed log, which names nobody once an account is deleted.',
  'kept.where': 'From which address, country and browser',
  'kept.account': 'As long as the account',
  'kept.where.note': 'Longer while a change waits, and for how each key came to the account.',
  'kept.sessions': 'Sessions',
  'kept.sessions.days_one': '{{count}} day after they would have ended',
  'kept.sessions.days_other': '{{count}} days after they would have ended',
  'kept.alerts': 'That an alert was delivered',
  'kept.alerts.note': 'Its text goes once it is delivered.',
  'kept.days_one': '{{count}} day',
  'kept.days_other': '{{count}} days',
  delete: 'Deleting the account',
  'delete.note': 'It waits {{span}}, and can be stopped until it is done.',
  'delete.what':
    'Your keys, sessions and settings go, and all that is known of you. The account works as before while it waits, and you can stop it.',
  'delete.staff':
    'This account looks after the platform for others, so it cannot be deleted. Have that taken from it first.',
  'delete.do': 'Delete this account',
  'delete.title': 'Delete this account?',
  'delete.confirms': 'this account is deleted.',
  'delete.then':
    'It waits {{span}}. Begun with one proof, it then has to be confirmed once more. Once it is done nobody can bring it back: not you, not support, not the operator. Alerts go out now, after a week and a day before the end.',
  'delete.remains':
    'The sealed log keeps that something happened and when, without your name, address, devices or places. What you wrote is excluded from training for good.',
  'delete.field': 'Type your e-mail address',
  'delete.differs': 'That is not the address of this account.',
  'delete.keep': 'Keep my account',
  'delete.confirm': 'Begin deleting it',
  'delete.begun': 'The account is as it was. Its deletion waits.',
  'delete.failed': 'Nothing was started.',
  'wish.failed': 'Nothing was changed.',
} as const;

export default privacy;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    privacy: typeof privacy;
  }
}
