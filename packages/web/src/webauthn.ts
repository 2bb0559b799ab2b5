// Keys, as the browser offers them: the ceremonies and the signals of WebAuthn L3, with every failure named.
import type { Answer, Body } from '@holdfast/contract';
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';

type CreationOptions = Answer<'credential.add-options'>;
type RequestOptions = Answer<'sign-in.key-options'>;
type Attestation = Body<'credential.add'>['response'];
type Assertion = Body<'sign-in.key'>['response'];
type Signal = Answer<'credential.remove'>['signal'];

/**
 * Why a ceremony gave nothing. Browsers answer `NotAllowedError` both when the person closes the dialog and when time
 * runs out (WebAuthn L3 §5.1.3), so `no-answer` stands for either.
 */
export type KeyFailureKind = 'no-answer' | 'already-registered' | 'replaced' | 'unfit' | 'unsupported' | 'failed';

export class KeyFailure extends Error {
  readonly kind: KeyFailureKind;

  constructor(kind: KeyFailureKind, options?: ErrorOptions) {
    super(`The key ceremony ended: ${kind}`, options);
    this.name = 'KeyFailure';
    this.kind = kind;
  }
}

const KIND_OF: ReadonlyMap<string, KeyFailureKind> = new Map(
  Object.entries({
    NotAllowedError: 'no-answer',
    AbortError: 'replaced',
    InvalidStateError: 'already-registered',
    ConstraintError: 'unfit',
    NotSupportedError: 'unfit',
    SecurityError: 'unsupported',
  } as const),
);

/** Names a failure by the DOMException at its root. */
export function nameFailure(error: unknown): KeyFailure {
  if (error instanceof KeyFailure) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const name = cause instanceof Error ? cause.name : '';
  return new KeyFailure(KIND_OF.get(name) ?? 'failed', { cause: error });
}

export const keysSupported = (): boolean => browserSupportsWebAuthn();

/** Whether the browser offers keys inside a form field (conditional mediation). */
export const autofillSupported = (): Promise<boolean> => browserSupportsWebAuthnAutofill();

/** Only `credProps` is asked for; whatever an extension of the browser adds is dropped, since the server refuses it. */
function knownExtensions(results: { readonly credProps?: { readonly rk?: boolean } }) {
  const rk = results.credProps?.rk;
  return typeof rk === 'boolean' ? { credProps: { rk } } : {};
}

/** Makes a key. Rejects with `KeyFailure`. */
export async function register(options: CreationOptions): Promise<Attestation> {
  if (!keysSupported()) throw new KeyFailure('unsupported');
  try {
    const made = await startRegistration({
      optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'],
    });
    const { response } = made;
    return {
      id: made.id,
      rawId: made.rawId,
      type: 'public-key',
      clientExtensionResults: knownExtensions(made.clientExtensionResults),
      ...(made.authenticatorAttachment ? { authenticatorAttachment: made.authenticatorAttachment } : {}),
      response: {
        clientDataJSON: response.clientDataJSON,
        attestationObject: response.attestationObject,
        ...(response.authenticatorData ? { authenticatorData: response.authenticatorData } : {}),
        ...(response.publicKey ? { publicKey: response.publicKey } : {}),
        ...(response.publicKeyAlgorithm === undefined ? {} : { publicKeyAlgorithm: response.publicKeyAlgorithm }),
        ...(response.transports ? { transports: response.transports } : {}),
      },
    };
  } catch (error) {
    throw nameFailure(error);
  }
}

/**
 * Asks a key to answer. With `inField` it waits quietly in the form field marked `autocomplete="… webauthn"` until one is
 * chosen there. A new ceremony replaces a waiting one, which then rejects as `replaced`.
 */
export async function authenticate(options: RequestOptions, inField = false): Promise<Assertion> {
  if (!keysSupported()) throw new KeyFailure('unsupported');
  try {
    const given = await startAuthentication({
      optionsJSON: options as Parameters<typeof startAuthentication>[0]['optionsJSON'],
      useBrowserAutofill: inField,
    });
    const { response } = given;
    return {
      id: given.id,
      rawId: given.rawId,
      type: 'public-key',
      clientExtensionResults: {},
      ...(given.authenticatorAttachment ? { authenticatorAttachment: given.authenticatorAttachment } : {}),
      response: {
        clientDataJSON: response.clientDataJSON,
        authenticatorData: response.authenticatorData,
        signature: response.signature,
        ...(response.userHandle ? { userHandle: response.userHandle } : {}),
      },
    };
  } catch (error) {
    throw nameFailure(error);
  }
}

/** Ends whatever ceremony is waiting, such as when its page is left. */
export const stopWaiting = (): void => WebAuthnAbortService.cancelCeremony();

interface Signals {
  signalAllAcceptedCredentials?(details: {
    rpId: string;
    userId: string;
    allAcceptedCredentialIds: string[];
  }): Promise<void>;
  signalCurrentUserDetails?(details: {
    rpId: string;
    userId: string;
    name: string;
    displayName: string;
  }): Promise<void>;
}

const signals = (): Signals => (keysSupported() ? (PublicKeyCredential as unknown as Signals) : {});

/**
 * Tells the person's key stores which keys still open the account and what it is called, after a removal or a rename
 * (WebAuthn L3 §5.1.10). A courtesy: where it is absent or fails, nothing is lost.
 */
export async function tellKeyStores(signal: Signal): Promise<void> {
  const { rpId, userId, name, displayName, acceptedCredentialIds } = signal;
  await Promise.allSettled([
    signals().signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds: [...acceptedCredentialIds] }),
    signals().signalCurrentUserDetails?.({ rpId, userId, name, displayName }),
  ]);
}
