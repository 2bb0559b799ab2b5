// Packed attestation (WebAuthn L3 §8.2): the signature by us, the certificate by the library. Without configured roots it
// neither follows the chain nor fetches anything; the chain is judged by FIDO metadata.

import { X509Certificate } from 'node:crypto';
import type { RelyingParty } from '../relying-party.ts';
import { verifySignature } from '../verify-signature.ts';
import { type AttestationStatement, bytesOf, chainOf, type VerifiedStatement } from './statement.ts';

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
  const chain = fields.has('x5c') ? chainOf(statement) : [];
  const [leaf] = chain;
  const algorithm = Number(fields.get('alg'));
  // §8.2: a credential that vouches for itself does so with its own algorithm.
  if (!leaf && algorithm !== credential.algorithm) throw new Error('packed: another algorithm');
  const publicKey = leaf ? new X509Certificate(leaf).publicKey : credential.publicKey;
  const signed = Buffer.concat([statement.authenticatorData, statement.clientDataHash]);
  // The library reads ECDSA signatures in any BER, so ours comes first.
  if (!verifySignature(publicKey, algorithm, signed, bytesOf(fields.get('sig')))) {
    throw new Error('packed: the signature does not verify');
  }
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
  if (!verified) throw new Error('packed: refused by the library');
  return { chain, weak: false };
}
