// One of the operator's keys, verified and waiting in the set-up flow until there are two.

import { distinctName } from '../../domain/credential/distinct-name.ts';
import type { VerifiedRegistration } from '../../webauthn/verify-registration.ts';

/** The verified registration with its bytes as base64url, so that it can be sealed as text. */
export type PendingKey = Omit<VerifiedRegistration, 'publicKeyCose' | 'attestationObject'> & {
  readonly nickname: string;
  readonly publicKeyCose: string;
  readonly attestationObject: string;
};

export const holdKey = (verified: VerifiedRegistration, asked: string, held: readonly PendingKey[]): PendingKey => ({
  ...verified,
  nickname: distinctName(asked, held),
  publicKeyCose: Buffer.from(verified.publicKeyCose).toString('base64url'),
  attestationObject: Buffer.from(verified.attestationObject).toString('base64url'),
});

export const releaseKey = (pending: PendingKey): VerifiedRegistration => ({
  ...pending,
  publicKeyCose: Buffer.from(pending.publicKeyCose, 'base64url'),
  attestationObject: Buffer.from(pending.attestationObject, 'base64url'),
});
