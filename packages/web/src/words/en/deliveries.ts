// Words of the page that shows an operator what could not be delivered.

const deliveries = {
  eyebrow: 'Platform',
  title: 'Deliveries',
  'statement.none': 'Nothing has been given up.',
  'statement.some_one': 'One message could not be delivered.',
  'statement.some_other': '{{count}} messages could not be delivered.',
  lede: 'A delivery that fails is tried again for more than a day. What is given up stays here until you have it tried again. You see neither what it says nor to whom.',
  list: 'Given up',
  'list.note': 'The newest first.',
  fetching: 'Fetching what could not be delivered',
  failed: 'We could not fetch what could not be delivered.',
  'failed.still': 'Whatever waits is tried all the same.',
  none: 'None.',
  'none.what': 'Everything has arrived, or is still being tried.',

  'of.alert': 'An alert to a holder',
  'of.asked': 'A message that somebody asked for',
  'of.platform': 'An alert to a webhook of the platform',
  'of.platform.named': 'An alert to {{name}}',
  'by.mail': 'By e-mail',
  'by.push': 'To a browser',
  'by.webhook': 'By webhook',
  'state.dead': 'Given up',
  made: 'Made {{when}}',
  'given-up': 'Given up {{when}}',
  attempts_one: 'One attempt',
  attempts_other: '{{count}} attempts',
  why: 'Why: {{error}}.',

  retry: 'Try again',
  'retry.all': 'Try all of these again',
  'retry.done_one': 'It is being tried again.',
  'retry.done_other': '{{count}} messages are being tried again.',
  'retry.failed': 'It was not tried again.',
  'retry.all.failed': 'They were not tried again.',
  earlier: 'Show earlier',
} as const;

export default deliveries;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    deliveries: typeof deliveries;
  }
}
