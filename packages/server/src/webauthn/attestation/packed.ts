// Packed attestation (WebAuthn L3 §8.2), by the library. Without configured roots it judges the statement alone and
// neither follows the chain nor fetches anything; the chain is judged by FIDO metadata.

import type { RelyingParty } from '../relying-party.ts';
import { type AttestationStatement, chainOf, type VerifiedStatement } from './statement.ts';

/** The registration as it was sent: the library takes it whole. */
export interface AsSent {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
}

/** @throws for every statement that does not verify. */
export async function verifyPacked(
  statement: AttestationStatement,
  sent: AsSent,
  rp: RelyingParty,
): Promise<VerifiedStatement> {
  const { fields, credential, policy } = statement;
  const isSelf = !fields.has('x5c');
  // §8.2: a credential that vouches for itself does so with its own algorithm.
  if (isSelf && fields.get('alg') !== credential.algorithm) throw new Error('packed: another algorithm');
  // Loaded at the first such registration: the library and its certificate code are large, and starting needs neither.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { verified } = await verifyRegistrationResponse({
    response: {
      id: sent.id,
      rawId: sent.id,
      type: 'public-key',
      response: { clientDataJSON: sent.clientDataJSON, attestationObject: sent.attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: () => true,
    expectedOrigin: [...rp.origins],
    expectedRPID: rp.rpId,
    requireUserVerification: policy.requireUserVerification,
    supportedAlgorithmIDs: [credential.algorithm],
  });
  if (!verified) throw new Error('packed: the signature does not verify');
  return { chain: isSelf ? [] : chainOf(statement), weak: false };
}
