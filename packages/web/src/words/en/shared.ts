// Words that every page uses.

const shared = {
  skip: 'Skip to the page',
  menu: 'Menu',
  help: 'Help',
  close: 'Close',
  'try-again': 'Try again',
  reference: 'Reference',
  'step.of': 'Step {{step}} of {{steps}}:',
  'step.done': '(done)',
  'hold.days_one': '{{count}} day left',
  'hold.days_other': '{{count}} days left',
  'hold.hours_one': '{{count}} hour left',
  'hold.hours_other': '{{count}} hours left',
  'hold.day-unit_one': 'day',
  'hold.day-unit_other': 'days',
  'hold.hour-unit_one': 'hour',
  'hold.hour-unit_other': 'hours',
  'hold.minute-unit_one': 'minute',
  'hold.minute-unit_other': 'minutes',
  fetching: 'Fetching this page',
  'page.failed': 'This page did not load.',
  'page.failed.reason': 'Nothing was changed. The connection may have dropped, or the pages were renewed meanwhile.',
  'page.reload': 'Load it again',
  'platform.failed': 'This address does not answer.',
  'link-cut': 'This link is not whole.',
  'link-cut.lede':
    'Something between the place where you found it and this page has cut it. Copy it there once more, up to its last letter, and paste it into the address line.',
  'signed-out': 'You were signed out.',
} as const;

export default shared;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    shared: typeof shared;
  }
}
