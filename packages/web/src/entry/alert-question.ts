// Which question an alert's page asks, by what the alert was about.
import type { Answer } from '@holdfast/contract';

type Alert = Pick<Answer<'alert.read'>, 'operation' | 'outcome' | 'place'>;

const DONE = {
  'step-up.key': 'step-up',
  'setup.complete': 'account-made',
  'sign-up.complete': 'account-made',
  'sign-up.known-address': 'known-address',
  'account.lock': 'locked',
  'email.change': 'email',
  'email.confirm': 'email',
  'password.set': 'password-set',
  'password.remove': 'password-removed',
  'totp.confirm': 'app-set',
  'totp.remove': 'app-removed',
  'credential.add': 'key-added',
  'credential.rename': 'key-renamed',
  'credential.remove': 'key-removed',
  'credential.counter-regressed': 'counter',
  'enrolment.commit': 'protected',
  'protection.leave': 'leaving',
  'protection.raise-floor': 'raised',
  'protection.lower-floor': 'lowering',
  'recovery-key.replace': 'recovery-keys',
  'hold.veto': 'stopped',
  'hold.announce': 'waiting',
  'hold.ripen': 'happened',
} as const;

type Known = keyof typeof DONE;

export type AlertQuestion = (typeof DONE)[Known] | `sign-in${'' | '.tried'}${'' | '.from'}` | 'tried' | 'other';

export function alertQuestion({ operation, outcome, place }: Alert): AlertQuestion {
  if (operation.startsWith('sign-in.')) {
    return `sign-in${outcome === 'refused' ? '.tried' : ''}${place ? '.from' : ''}`;
  }
  if (outcome === 'refused') return operation === 'step-up.key' ? 'step-up' : 'tried';
  return Object.hasOwn(DONE, operation) ? DONE[operation as Known] : 'other';
}
