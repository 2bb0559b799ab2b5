// recovery.key-options and recovery.add-key: the new keys of a ripe recovery, verified one by one and kept sealed until
// the account changes hands. None of them opens anything before.

import { type Decision, refuse } from '../../domain/decision.ts';
import { decideReturn } from '../../domain/recovery/decide-recovery.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { findUserHandle } from '../../storage/account.ts';
import { setPendingKeys } from '../../storage/recovery-case.ts';
import type { Tx } from '../../storage/store.ts';
import type { CreationOptions, Hint } from '../../webauthn/registration-options.ts';
import type { AttestationResponse } from '../../webauthn/verify-registration.ts';
import type { Caller } from '../caller.ts';
import { askForRegistration, checkRegistration } from '../ceremony.ts';
import { spendChallenge } from '../challenge.ts';
import { dropRegistered, requireUnregistered } from '../credential/require-unregistered.ts';
import type { Deps } from '../deps.ts';
import { done } from '../operate.ts';
import { refuseLink } from '../refuse-link.ts';
import { holdKey } from '../setup/pending-key.ts';
import { writeFor } from '../write-for.ts';
import { type CaseView, sealPendingKeys, viewCase } from './view-case.ts';
import { findCase, type OpenCase, readSecret, requireRecoveryKey, withCase } from './with-case.ts';

const PURPOSE = 'recovery.add-key';
/** Two are needed; a few more may be tried where the first two do not suit the account. */
const KEYS_MAX = 5;

interface Return {
  readonly caseSecret: string;
  readonly recoveryKey: string;
}

/** Both proofs, and a wait that has done its work. */
async function requireReturn(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  open: OpenCase,
  canonical: string,
): Promise<Decision<undefined>> {
  const proved = await requireRecoveryKey(deps, tx, caller, open, canonical);
  return proved.allowed ? decideReturn(open, caller.now) : proved;
}

export async function recoveryKeyOptions(
  deps: Deps,
  caller: Caller,
  input: Return & { readonly hint: Hint },
): Promise<Decision<CreationOptions>> {
  const read = readRecoveryKey(input.recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  return withCase(deps, caller, 'recovery.key-options', input.caseSecret, async (tx, open) => {
    const returned = await requireReturn(deps, tx, caller, open, read.canonical);
    if (!returned.allowed) return returned;
    const { email, displayName, id } = open.account;
    const about = { userHandle: await findUserHandle(tx, id), email, displayName, hint: input.hint };
    const scope = { purpose: PURPOSE, subject: open.hold.id };
    return done(askForRegistration(deps, scope, { ...about, exclude: open.keys }, caller.now), { byStranger: true });
  });
}

export async function addRecoveryKey(
  deps: Deps,
  caller: Caller,
  input: Return & { readonly nickname: string; readonly response: AttestationResponse },
): Promise<Decision<CaseView>> {
  const read = readRecoveryKey(input.recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  const secret = readSecret(input.caseSecret);
  if (!secret.allowed) return secret;
  const row = await deps.store.read((tx) => findCase(deps, tx, secret.facts));
  if (!row) return refuse(await writeFor(deps, caller, (tx) => refuseLink(deps, tx, caller)));
  const scope = { purpose: PURPOSE, subject: row.hold_id };
  const outcome = checkRegistration(deps, scope, input.response, caller.now);
  return withCase(deps, caller, 'recovery.add-key', input.caseSecret, async (tx, open) => {
    const returned = await requireReturn(deps, tx, caller, open, read.canonical);
    if (!returned.allowed) return returned;
    if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    const { credential } = outcome;
    const held = open.keys.some((key) => key.externalId === credential.externalId);
    const unregistered = await requireUnregistered(tx, [credential]);
    if (held || !unregistered.allowed) return refuse({ tag: 'credential-exists' });
    if (!(await spendChallenge(tx, outcome, caller.now))) {
      return refuse({ tag: 'ceremony-failed', why: 'challenge-spent' });
    }
    const free = await dropRegistered(tx, open.keys);
    if (free.length >= KEYS_MAX) return refuse({ tag: 'too-many-credentials', countMax: KEYS_MAX });
    const key = holdKey(credential, input.nickname, free);
    const keys = [...free, key];
    await setPendingKeys(tx, open.account.id, open.hold.id, sealPendingKeys(deps.keyRing, keys));
    return done(viewCase({ ...open, keys }, caller.now), { usedKey: { nickname: key.nickname }, byStranger: true });
  });
}
