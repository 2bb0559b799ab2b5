// What is said while a key is asked, and when none answers.
import type { KeyFailureKind } from '../../webauthn.ts';

const ceremony = {
  waiting: 'Waiting for your key',
  'failure.no-answer': 'No key answered. Nothing was changed. Try again when it is at hand.',
  'failure.already-registered': 'This key is registered already. Use another one.',
  'failure.replaced': 'That was interrupted. Try again.',
  'failure.unfit': 'This key cannot check that it is you. Use one with a PIN, a fingerprint or your face.',
  'failure.unsupported': 'Keys do not work at this address, or in this browser. Open it in a current browser.',
  'failure.failed': 'The key could not answer. Take it out, put it back, and try again.',
} as const satisfies Record<`failure.${KeyFailureKind}`, string> & Record<string, string>;

export default ceremony;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    ceremony: typeof ceremony;
  }
}
