// Words of the staff page.

const staff = {
  title: 'Support',
  eyebrow: 'Support',
  statement: 'Look at an account, for a ticket.',
  lede: 'You see what it is, never what opens it. Each look is recorded in its holder’s activity, with the ticket.',
  protect: 'Protect this account first.',
  'protect.what': 'Whoever looks at other people’s accounts needs one that cannot be taken over with a password.',
  'protect.do': 'Turn on protection',
  look: 'Look',
  'look.email': 'E-mail address of the account',
  'look.email.missing': 'Type the e-mail address of the account.',
  'look.email.malformed': 'That is not a whole e-mail address.',
  'look.ticket': 'Ticket',
  'look.ticket.note': 'The holder sees this.',
  'look.ticket.missing': 'Type the ticket’s number or name.',
  'look.do': 'Look at the account',
  'look.failed': 'Nothing was looked at.',
  'look.nobody': 'No account has this address.',
  account: 'The account',
  name: 'Name',
  email: 'E-mail address',
  kind: 'Kind',
  'kind.standard': 'Standard',
  'kind.advanced': 'Protected',
  'kind.hardware': 'Protected, hardware keys only',
  'kind.since': 'Since {{day}}',
  made: 'Made',
  holds: 'Waiting',
  'holds.none': 'Nothing',
  'holds.some_one': '{{count}} change or recovery',
  'holds.some_other': '{{count}} changes or recoveries',
  recover: 'Recovery',
  'recover.what':
    'A link goes to its holder’s address. You do not see it and cannot use it. It works once, for 15 minutes.',
  'recover.do': 'Mail a recovery link',
  'recover.done': 'The link is on its way to {{email}}.',
  'recover.failed': 'No link was sent.',
  'recover.protected':
    'Support cannot let anybody into a protected account. Its holder comes back with a recovery key, and nobody can shorten that.',
  list: 'Staff',
  'list.note': 'Only operators see this.',
  'list.failed': 'We could not fetch the staff.',
  'list.fetching': 'Fetching the staff',
  'role.support': 'Support',
  'role.operator': 'Operator',
  'list.revoke': 'Remove from support',
  'list.revoked': '{{email}} is no longer support.',
  'list.revoke.failed': 'Nothing was changed.',
  'grant.email': 'E-mail address of a protected account',
  'grant.do': 'Make it support',
  'grant.done': '{{email}} is support now.',
  'grant.failed': 'Nothing was changed.',
  'grant.nobody': 'No account with this address can become support. It may be staff already.',
  'grant.unprotected': 'That account is not protected yet. It has to be first.',
} as const;

export default staff;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    staff: typeof staff;
  }
}
