// Sentences of the activity about where alerts go beside mail: browsers, and servers of the holder's or the platform's.

export const channelEvents = {
  'done.push.subscribe': 'You turned on notifications in {{subject}}.',
  'done.push.unsubscribe': 'You turned off notifications in {{subject}}.',
  'done.push.unsubscribe.hold': 'You asked to turn off notifications in {{subject}}. It waits until {{when}}.',
  'done.push.test': 'You sent a test notification to {{subject}}.',
  'done.push.gone': 'Notifications in {{subject}} have ended: its push service accepts nothing more.',
  'done.webhook.add': 'You added the webhook {{subject}}.',
  'done.webhook.remove': 'You removed the webhook {{subject}}.',
  'done.webhook.remove.hold': 'You asked to remove the webhook {{subject}}. It waits until {{when}}.',
  'done.webhook.rotate-secret': 'You gave the webhook {{subject}} a new secret.',
  'done.webhook.test': 'You sent a test to the webhook {{subject}}.',
  'done.webhook.replay': 'You sent an alert to the webhook {{subject}} again.',
  'done.webhook.paused': 'The webhook {{subject}} was turned off: nothing could be delivered for five days.',
  'done.webhook.gone': 'The webhook {{subject}} was turned off: its server says that the address is gone for good.',
  'done.platform-webhook.add': 'You added the webhook {{subject}} to the platform.',
  'done.platform-webhook.remove': 'You removed the webhook {{subject}} from the platform.',
  'done.platform-webhook.rotate-secret': 'You gave the webhook {{subject}} of the platform a new secret.',
  'done.platform-webhook.test': 'You sent a test to the webhook {{subject}} of the platform.',
  'done.platform-webhook.replay': 'You sent an alert to the webhook {{subject}} of the platform again.',
  'done.platform-webhook.paused':
    'The webhook {{subject}} of the platform was turned off: nothing could be delivered for five days.',
  'done.platform-webhook.gone':
    'The webhook {{subject}} of the platform was turned off: its server says that the address is gone for good.',
} as const;
