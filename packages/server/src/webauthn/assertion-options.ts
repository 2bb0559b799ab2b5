// Options for navigator.credentials.get(), in their JSON form (WebAuthn L3 §5.5, §5.1.10).

import type { Transport } from '../domain/credential/credential.ts';
import type { RelyingParty } from './relying-party.ts';

export interface CredentialDescriptor {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: string[];
}

export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  readonly timeout: number;
  readonly userVerification: 'required';
  readonly allowCredentials: CredentialDescriptor[];
}

export interface KnownCredential {
  readonly id: string;
  readonly transports: readonly Transport[];
}

export const descriptorOf = ({ id, transports }: KnownCredential): CredentialDescriptor => ({
  id,
  type: 'public-key',
  ...(transports.length > 0 ? { transports: [...transports] } : {}),
});

/** An empty `allow` asks for any discoverable credential of this site. */
export function assertionOptions(about: {
  readonly challenge: string;
  readonly rp: RelyingParty;
  readonly timeoutMs: number;
  readonly allow: readonly KnownCredential[];
}): RequestOptions {
  return {
    challenge: about.challenge,
    rpId: about.rp.rpId,
    timeout: about.timeoutMs,
    userVerification: 'required',
    allowCredentials: about.allow.map(descriptorOf),
  };
}
