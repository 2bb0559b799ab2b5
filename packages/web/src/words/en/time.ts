// How moments and spans are said. `locale` decides how Intl writes the parts.

const time = {
  locale: 'en-GB',
  today: 'today at {{clock}}',
  tomorrow: 'tomorrow at {{clock}}',
  yesterday: 'yesterday at {{clock}}',
  'that-week': '{{weekday}} at {{clock}}',
  'that-day': '{{date}} at {{clock}}',
  'that-weekday': '{{weekday}} {{date}} at {{clock}}',
  'weekday-date': '{{weekday}} {{date}}',
  'heading.today': 'Today',
  'heading.yesterday': 'Yesterday',
  zone: '{{city}} ({{offset}})',
  'ago.now': 'just now',
  'ago.minutes_one': '{{count}} minute ago',
  'ago.minutes_other': '{{count}} minutes ago',
  'ago.hours_one': '{{count}} hour ago',
  'ago.hours_other': '{{count}} hours ago',
  'ago.days_one': '{{count}} day ago',
  'ago.days_other': '{{count}} days ago',
  'ago.weeks_one': '{{count}} week ago',
  'ago.weeks_other': '{{count}} weeks ago',
  'span.seconds_one': '{{count}} second',
  'span.seconds_other': '{{count}} seconds',
  'span.minutes_one': '{{count}} minute',
  'span.minutes_other': '{{count}} minutes',
  'span.hours_one': '{{count}} hour',
  'span.hours_other': '{{count}} hours',
  'span.days_one': '{{count}} day',
  'span.days_other': '{{count}} days',
} as const;

export default time;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    time: typeof time;
  }
}
