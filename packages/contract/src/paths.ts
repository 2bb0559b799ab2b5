// Where each operation is served. Plain data, so that the browser's bundle needs no schema library to know it.
// An operation keeps one dotted name everywhere: here, in the authority table, in the evidence and in the tests.

export const paths = {
  'platform.read': 'GET /api/v1/platform',

  'setup.read': 'POST /api/v1/setup/read',
  'setup.key-options': 'POST /api/v1/setup/key-options',
  'setup.add-key': 'POST /api/v1/setup/keys',
  'setup.complete': 'POST /api/v1/setup/complete',

  'sign-up.begin': 'POST /api/v1/sign-up',
  'sign-up.confirm': 'POST /api/v1/sign-up/confirm',
  'sign-up.key-options': 'POST /api/v1/sign-up/key-options',
  'sign-up.make-totp': 'POST /api/v1/sign-up/totp',
  'sign-up.complete': 'POST /api/v1/sign-up/complete',

  'sign-in.key-options': 'POST /api/v1/sign-in/key-options',
  'sign-in.key': 'POST /api/v1/sign-in/key',
  'sign-in.password': 'POST /api/v1/sign-in/password',
  'sign-in.second-key-options': 'POST /api/v1/sign-in/second/key-options',
  'sign-in.second-key': 'POST /api/v1/sign-in/second/key',
  'sign-in.second-totp': 'POST /api/v1/sign-in/second/totp',
  'sign-in.second-backup-code': 'POST /api/v1/sign-in/second/backup-code',

  'recovery-link.begin': 'POST /api/v1/recovery-link',
  'recovery-link.open': 'POST /api/v1/recovery-link/open',
  'recovery-link.prove': 'POST /api/v1/recovery-link/prove',
  'recovery-link.key-options': 'POST /api/v1/recovery-link/key-options',
  'recovery-link.complete': 'POST /api/v1/recovery-link/complete',
  'recovery-link.make-totp': 'POST /api/v1/recovery-link/totp',
  'recovery-link.replace-totp': 'POST /api/v1/recovery-link/totp/confirm',

  'take-back.begin': 'POST /api/v1/take-back',
  'take-back.open': 'POST /api/v1/take-back/open',
  'take-back.key-options': 'POST /api/v1/take-back/key-options',
  'enrolment.take-back': 'POST /api/v1/take-back/complete',

  'step-up.key-options': 'POST /api/v1/step-up/key-options',
  'step-up.key': 'POST /api/v1/step-up/key',
  'step-up.password': 'POST /api/v1/step-up/password',
  'step-up.second-key-options': 'POST /api/v1/step-up/second/key-options',
  'step-up.second-key': 'POST /api/v1/step-up/second/key',
  'step-up.recovery-key': 'POST /api/v1/step-up/second/recovery-key',

  'session.read': 'GET /api/v1/session',
  'session.sign-out': 'POST /api/v1/session/sign-out',
  'session.list': 'GET /api/v1/sessions',
  'session.end': 'DELETE /api/v1/sessions/:sessionId',
  'session.end-others': 'POST /api/v1/sessions/end-others',

  'account.read': 'GET /api/v1/account',
  'account.rename': 'PUT /api/v1/account/display-name',
  'data.export': 'POST /api/v1/account/data',
  'data.download': 'GET /api/v1/account/data',
  'account.delete': 'POST /api/v1/account/deletion',
  'account.lock': 'POST /api/v1/account/lock',
  'account.rehearse-lock': 'GET /api/v1/account/lock',
  'incident.read': 'GET /api/v1/incident',
  'incident.answer': 'POST /api/v1/incident/:question',
  'email.change': 'POST /api/v1/account/email',
  'email.confirm': 'POST /api/v1/account/email/confirm',
  'email.read-contest': 'POST /api/v1/email-contest/read',
  'email.contest': 'POST /api/v1/email-contest',
  'email.decide': 'POST /api/v1/account/email/decide',
  'password.set': 'PUT /api/v1/account/password',
  'password.remove': 'DELETE /api/v1/account/password',
  'totp.begin': 'POST /api/v1/account/totp',
  'totp.confirm': 'POST /api/v1/account/totp/confirm',
  'totp.remove': 'DELETE /api/v1/account/totp',
  'backup-code.make': 'POST /api/v1/account/backup-codes',

  'credential.list': 'GET /api/v1/credentials',
  'credential.add-options': 'POST /api/v1/credentials/options',
  'credential.add': 'POST /api/v1/credentials',
  'credential.rename': 'PUT /api/v1/credentials/:credentialId/nickname',
  'credential.remove': 'DELETE /api/v1/credentials/:credentialId',
  'credential.suspend': 'POST /api/v1/credentials/:credentialId/suspend',
  'credential.bring-back': 'POST /api/v1/credentials/:credentialId/bring-back',
  'credential.confirm': 'POST /api/v1/credentials/:credentialId/confirm',
  'credential.come-back-options': 'POST /api/v1/sign-in/come-back/key-options',
  'credential.come-back': 'POST /api/v1/sign-in/come-back',

  'enrolment.read': 'GET /api/v1/enrolment',
  'enrolment.begin': 'POST /api/v1/enrolment',
  'enrolment.drop': 'DELETE /api/v1/enrolment',
  'enrolment.make-recovery-keys': 'POST /api/v1/enrolment/recovery-keys',
  'enrolment.prove': 'POST /api/v1/enrolment/proof',
  'enrolment.commit-options': 'POST /api/v1/enrolment/commit-options',
  'enrolment.commit': 'POST /api/v1/enrolment/commit',

  'protection.leave': 'POST /api/v1/protection/leave',
  'protection.raise-floor': 'POST /api/v1/protection/raise-floor',
  'protection.lower-floor': 'POST /api/v1/protection/lower-floor',
  'wait.lengthen': 'POST /api/v1/recovery-wait/lengthen',
  'wait.shorten': 'POST /api/v1/recovery-wait/shorten',
  'recovery-key.test': 'POST /api/v1/recovery-keys/test',
  'recovery-key.make': 'POST /api/v1/recovery-keys',
  'recovery-key.replace': 'POST /api/v1/recovery-keys/replace',
  'hold.list': 'GET /api/v1/holds',
  'hold.veto': 'POST /api/v1/holds/:holdId/veto',
  'hold.finish-options': 'POST /api/v1/holds/:holdId/finish-options',
  'hold.finish': 'POST /api/v1/holds/:holdId/finish',

  'recovery.begin': 'POST /api/v1/recovery',
  'recovery.read': 'POST /api/v1/recovery/read',
  'recovery.withdraw': 'POST /api/v1/recovery/withdraw',
  'recovery.key-options': 'POST /api/v1/recovery/key-options',
  'recovery.keep-options': 'POST /api/v1/recovery/keep-options',
  'recovery.add-key': 'POST /api/v1/recovery/keys',
  'recovery.complete': 'POST /api/v1/recovery/complete',
  'training.read': 'GET /api/v1/training',
  'training.keys': 'GET /api/v1/training/keys',
  'training.ask': 'POST /api/v1/training/ask',
  'training.ask-one': 'POST /api/v1/training/content',
  'training.changes': 'GET /api/v1/training/changes',
  'training.opt-out': 'POST /api/v1/training/opt-out',
  'training.opt-in': 'POST /api/v1/training/opt-in',

  'contact.list': 'GET /api/v1/contacts',
  'contact.invite': 'POST /api/v1/contacts',
  'contact.remove': 'DELETE /api/v1/contacts/:contactId',
  'contact.set-needed': 'PUT /api/v1/contacts/needed',
  'contact.cases': 'GET /api/v1/contacts/cases',
  'contact.accept-options': 'POST /api/v1/contacts/:contactId/accept-options',
  'contact.accept': 'POST /api/v1/contacts/:contactId/accept',
  'contact.decline': 'POST /api/v1/contacts/:contactId/decline',
  'contact.approve-options': 'POST /api/v1/contacts/:contactId/approve-options',
  'contact.approve': 'POST /api/v1/contacts/:contactId/approve',
  'contact.read-ask': 'POST /api/v1/contacts/asked',
  'contact.not-them': 'POST /api/v1/contacts/not-them',

  'activity.list': 'GET /api/v1/activity',
  'activity.export': 'POST /api/v1/activity/export',
  'activity.download': 'GET /api/v1/activity/export',
  'activity.days': 'GET /api/v1/activity/days',
  'activity.prove': 'GET /api/v1/activity/:eventId/proof',
  'activity.prove-history': 'GET /api/v1/activity/proof',

  'webhook.list': 'GET /api/v1/webhooks',
  'webhook.add': 'POST /api/v1/webhooks',
  'webhook.remove': 'DELETE /api/v1/webhooks/:webhookId',
  'webhook.rotate-secret': 'POST /api/v1/webhooks/:webhookId/secret',
  'webhook.test': 'POST /api/v1/webhooks/:webhookId/test',
  'webhook.deliveries': 'GET /api/v1/webhooks/:webhookId/deliveries',
  'webhook.replay': 'POST /api/v1/webhooks/:webhookId/deliveries/:messageId/replay',

  'push.public-key': 'GET /api/v1/push/public-key',
  'push.list': 'GET /api/v1/push/browsers',
  'push.subscribe': 'POST /api/v1/push/browsers',
  'push.unsubscribe': 'DELETE /api/v1/push/browsers/:channelId',
  'push.test': 'POST /api/v1/push/browsers/:channelId/test',

  'platform-webhook.list': 'GET /api/v1/platform/webhooks',
  'platform-webhook.add': 'POST /api/v1/platform/webhooks',
  'platform-webhook.remove': 'DELETE /api/v1/platform/webhooks/:webhookId',
  'platform-webhook.rotate-secret': 'POST /api/v1/platform/webhooks/:webhookId/secret',
  'platform-webhook.test': 'POST /api/v1/platform/webhooks/:webhookId/test',
  'platform-webhook.deliveries': 'GET /api/v1/platform/webhooks/:webhookId/deliveries',
  'platform-webhook.replay': 'POST /api/v1/platform/webhooks/:webhookId/deliveries/:messageId/replay',

  'outbox.list-dead': 'GET /api/v1/platform/deliveries',
  'outbox.retry': 'POST /api/v1/platform/deliveries/retry',

  'live.watch': 'GET /api/v1/live',

  'log.read': 'GET /api/v1/log',
  'log.prove-growth': 'GET /api/v1/log/growth',

  'staff.list': 'GET /api/v1/staff',
  'staff.grant': 'POST /api/v1/staff/grant',
  'staff.revoke': 'POST /api/v1/staff/revoke',
  'support.look': 'POST /api/v1/support/look',
  'support.start-recovery': 'POST /api/v1/support/recovery',

  'alert.list': 'GET /api/v1/alerts',
  'alert.read': 'POST /api/v1/alerts/read',
  'alert.disown': 'POST /api/v1/alerts/disown',
  'alert.lock': 'POST /api/v1/alerts/lock',
} as const;

/** On a GET that a page makes by itself and nobody asked for: it is answered, and is no use of the session. */
export const LOOK_HEADER = 'holdfast-look';

export type RoutedOperation = keyof typeof paths;

/** `{ method: 'DELETE', path: '/api/v1/credentials/:credentialId' }` for an operation. */
export function locate(operation: RoutedOperation): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = paths[operation].split(' ');
  return { method, path };
}
