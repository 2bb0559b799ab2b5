// Sentences of the activity about slow changes and recoveries: one for each moment, with what the change is.

/** What it is, in the middle of a sentence. */
const CHANGE = {
  'credential.remove': 'removing a key',
  'recovery-key.replace': 'new recovery keys in place of the old ones',
  'protection.leave': 'turning protection off',
  'protection.lower-floor': 'allowing synced keys again',
  'protection.raise-floor': 'hardware keys only',
  'email.change': 'another e-mail address',
  'contact.remove': 'removing a recovery contact',
  'contact.lower-needed': 'fewer approvals for a recovery',
  'channel.stop': 'stopping alerts to one place',
  'wait.shorten': 'a shorter wait for recoveries',
  'account.delete': 'deleting this account',
  'totp.replace': 'another authenticator app',
} as const;
type Change = keyof typeof CHANGE;

const MOMENT = {
  veto: (change: string) => `You stopped ${change}. It stays as it was.`,
  announce: (change: string) => `We reminded you of ${change}: ready {{when}}, if nobody stops it.`,
  ready: (change: string) => `Ready, and not done: ${change}. It can be finished until {{when}}.`,
  lapse: (change: string) => `We told you once more of ${change}. It lapses {{when}}.`,
  expire: (change: string) => `Nobody finished ${change}, so it lapsed. Nothing was changed.`,
  finish: (change: string) => `You finished it with a second touch: ${change}.`,
  ripen: (change: string) => `Its wait was over, and nobody had stopped it: ${change}.`,
} as const;
type Moment = keyof typeof MOMENT;

const sentences = Object.fromEntries(
  Object.entries(MOMENT).flatMap(([moment, say]) =>
    Object.entries(CHANGE).map(([kind, change]) => [`done.hold.${moment}.${kind}`, say(change)]),
  ),
) as Record<`done.hold.${Moment}.${Change}`, string>;

export const holdEvents = {
  ...sentences,
  'done.hold.veto.recovery': 'You stopped a recovery. Your keys work as before.',
  'done.hold.announce.recovery': 'We reminded you: a recovery of this account opens {{when}} unless you stop it.',
  'done.hold.ripen.recovery':
    'The waiting time of the recovery is over. Two new keys can be registered unless you stop it.',
} as const;
