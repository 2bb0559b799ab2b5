// setup.*: the first start. A one-time link, printed once, lets the operator register two keys; there is no password.

import type { Requirement } from '../../domain/account/standing.ts';
import { KEYS_NEEDED } from '../../domain/account/standing.ts';
import { trustedFrom } from '../../domain/credential/key-stage.ts';
import { worksElsewhere } from '../../domain/credential/works-elsewhere.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import { assertFloor, findAccountByEmail, insertAccount, listOperatorIds, loadAccount } from '../../storage/account.ts';
import { insertCredential } from '../../storage/credential.ts';
import { findFact, setFact } from '../../storage/fact.ts';
import { endFlow, findFlow, putFlow, updateFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import type { CreationOptions, Hint } from '../../webauthn/registration-options.ts';
import type { AttestationResponse } from '../../webauthn/verify-registration.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { OpenFlow } from '../caller-flow.ts';
import { askForRegistration, checkRegistration, credentialRow } from '../ceremony.ts';
import { spendChallenge } from '../challenge.ts';
import { dropRegistered, requireUnregistered } from '../credential/require-unregistered.ts';
import type { Deps, PlatformFacts } from '../deps.ts';
import { openFlow, sealFlow } from '../flow-state.ts';
import { type Recorder, record, recordBySystem } from '../record.ts';
import { openSession } from '../session/open.ts';
import type { SignedIn } from '../sign-in/finish.ts';
import { hashToken, mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { holdKey, releaseKey } from './pending-key.ts';

const HOUR_MS = 60 * 60 * 1000;
const LINK_MS = 7 * 24 * HOUR_MS;
/** Made by somebody who is at the machine and means to use it now. */
const REISSUED_MS = HOUR_MS;
const PURPOSE = 'setup.add-key';

/**
 * Makes the set-up link of a server that nobody has set up yet; an earlier link stops working.
 * @returns the address to print, or null when set-up is done.
 */
export function makeSetupLink(deps: LinkDeps, now: number): Promise<string | null> {
  return deps.store.write(async (tx) => ((await isSetUp(tx)) ? null : putLink(deps, tx, now, false)));
}

/**
 * A link for one more operator, on a server that is set up: for when nobody can sign in as one any more. Whoever can run
 * this could change the database as well; so it is not refused, but on record, and told to every operator there is.
 */
export async function reissueSetupLink(deps: LinkDeps & Recorder, now: number): Promise<string> {
  return deps.store.write(async (tx) => {
    const ids = await listOperatorIds(tx);
    for (const id of ids) await recordBySystem(deps, tx, now, 'setup.reissue', await loadAccount(tx, id));
    if (ids.length === 0) await recordBySystem(deps, tx, now, 'setup.reissue', null);
    return putLink(deps, tx, now, true);
  });
}

type LinkDeps = Pick<Deps, 'store' | 'keyRing' | 'random'> & { readonly platform: Pick<PlatformFacts, 'publicUrl'> };

async function putLink(deps: LinkDeps, tx: Tx, now: number, reissued: boolean): Promise<string> {
  const { token, hash } = mintToken(deps, 'hfl');
  await tx.q.deleteFrom('flow').where('kind', '=', 'setup').execute();
  await putFlow(tx, {
    flow_key: hash,
    kind: 'setup',
    account_id: null,
    state_sealed: sealFlow(deps.keyRing, {
      kind: 'setup',
      accountId: makeId('acct', deps.random.bytes(16)),
      userHandle: Buffer.from(deps.random.bytes(32)).toString('base64url'),
      email: '',
      displayName: '',
      keys: [],
      reissued,
    }),
    code_hash: null,
    tries_left: 0,
    created_at: now,
    expires_at: now + (reissued ? REISSUED_MS : LINK_MS),
  });
  return `${deps.platform.publicUrl}/setup#${token}`;
}

export const isSetUp = async (tx: Tx): Promise<boolean> => (await findFact(tx, 'setup.done-at')) !== null;

async function findSetup(deps: Deps, tx: Tx, link: string, now: number): Promise<OpenFlow<'setup'> | null> {
  const key = hashToken(deps.keyRing, 'hfl', link);
  const row = key === null ? null : await findFlow(tx, 'setup', key, now);
  if (!row) return null;
  const state = openFlow(deps.keyRing, 'setup', row);
  return state.reissued || !(await isSetUp(tx)) ? { row, state } : null;
}

export interface SetupProgress {
  readonly keys: { readonly nickname: string }[];
  readonly keysNeeded: number;
  readonly unmet: Requirement[];
}

function progressOf({ state }: OpenFlow<'setup'>): SetupProgress {
  const unmet: Requirement[] = [];
  if (state.keys.length < KEYS_NEEDED) unmet.push('two-keys');
  if (!state.keys.some(worksElsewhere)) unmet.push('key-for-another-device');
  return { keys: state.keys.map(({ nickname }) => ({ nickname })), keysNeeded: KEYS_NEEDED, unmet };
}

export function readSetup(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<SetupProgress>> {
  return deps.store.read(async (tx) => {
    const flow = await findSetup(deps, tx, input.link, caller.now);
    if (flow) return allow(progressOf(flow));
    return refuse({ tag: (await isSetUp(tx)) ? 'setup-done' : 'link-refused' });
  });
}

export interface SetupKeyAsked {
  readonly link: string;
  readonly email: string;
  readonly displayName: string;
  readonly hint: Hint;
}

export function setupKeyOptions(deps: Deps, caller: Caller, input: SetupKeyAsked): Promise<Decision<CreationOptions>> {
  return writeFor(deps, caller, async (tx) => {
    const flow = await findSetup(deps, tx, input.link, caller.now);
    if (!flow) return refuse({ tag: 'link-refused' });
    const { email, displayName, hint } = input;
    if (await findAccountByEmail(tx, email)) return refuse({ tag: 'email-taken' });
    const state_sealed = sealFlow(deps.keyRing, { ...flow.state, email: email.trim(), displayName });
    await updateFlow(tx, flow.row.flow_key, { state_sealed });
    const scope = { purpose: PURPOSE, subject: flow.row.flow_key };
    const about = { userHandle: flow.state.userHandle, email, displayName, hint, exclude: flow.state.keys };
    return allow(askForRegistration(deps, scope, about, caller.now));
  });
}

export async function addSetupKey(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string; readonly nickname: string; readonly response: AttestationResponse },
): Promise<Decision<SetupProgress>> {
  const before = await deps.store.read((tx) => findSetup(deps, tx, input.link, caller.now));
  if (!before) return refuse({ tag: 'link-refused' });
  const scope = { purpose: PURPOSE, subject: before.row.flow_key };
  const outcome = checkRegistration(deps, scope, input.response, caller.now);
  if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
  return writeFor(deps, caller, async (tx) => {
    const flow = await findSetup(deps, tx, input.link, caller.now);
    if (!flow) return refuse({ tag: 'link-refused' });
    const held = flow.state.keys.some((key) => key.externalId === outcome.credential.externalId);
    const unregistered = await requireUnregistered(tx, [outcome.credential]);
    if (held || !unregistered.allowed) return refuse({ tag: 'credential-exists' });
    if (!(await spendChallenge(tx, outcome, caller.now))) {
      return refuse({ tag: 'ceremony-failed', why: 'challenge-spent' });
    }
    const free = await dropRegistered(tx, flow.state.keys);
    const key = holdKey(outcome.credential, input.nickname, free);
    const state = { ...flow.state, keys: [...free, key] };
    await updateFlow(tx, flow.row.flow_key, { state_sealed: sealFlow(deps.keyRing, state) });
    await record(deps, tx, withoutSession(caller), 'setup.add-key', null, { done: true }, { subject: key.nickname });
    return allow(progressOf({ ...flow, state }));
  });
}

/** The operator's account exists from here on, with both keys trusted, and goes on to turn on protection. */
export async function completeSetup(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<SignedIn>> {
  return writeFor(deps, caller, async (tx): Promise<Decision<SignedIn>> => {
    const flow = await findSetup(deps, tx, input.link, caller.now);
    if (!flow) return refuse({ tag: 'link-refused' });
    if (await findAccountByEmail(tx, flow.state.email)) return refuse({ tag: 'email-taken' });
    const { unmet } = progressOf(flow);
    if (unmet.length > 0) return refuse({ tag: 'requirements-unmet', unmet });
    const unregistered = await requireUnregistered(tx, flow.state.keys);
    if (!unregistered.allowed) return unregistered;
    if (!(await endFlow(tx, flow.row.flow_key))) return refuse({ tag: 'link-refused' });
    await setFact(tx, 'setup.done-at', String(caller.now));
    return open(deps, tx, caller, flow);
  });
}

async function open(deps: Deps, tx: Tx, caller: Caller, { state }: OpenFlow<'setup'>): Promise<Decision<SignedIn>> {
  const { accountId, email, displayName, userHandle, keys } = state;
  const { now } = caller;
  const made = {
    id: accountId,
    email,
    displayName,
    role: 'operator',
    userHandle,
    enrolmentRequired: true,
    now,
  } as const;
  if (!(await insertAccount(tx, made))) throw new Error('the operator’s address was free in this transaction');
  for (const pending of keys) {
    const about = {
      accountId,
      nickname: pending.nickname,
      origin: 'setup',
      trustedAt: trustedFrom('setup', now),
      now,
    } as const;
    await insertCredential(tx, credentialRow(deps, releaseKey(pending), about));
  }
  await assertFloor(tx, accountId, null);
  const account = await loadAccount(tx, accountId);
  const last = account?.credentials.at(-1);
  if (!account || !last) throw new Error('the account that was just made has keys');
  const opened = await openSession(deps, tx, caller, {
    accountId,
    tier: 'standard',
    method: 'key',
    credentialId: last.id,
  });
  await record(deps, tx, withoutSession(caller), 'setup.complete', account, { done: true });
  return allow({ ...opened, next: 'enrolment', recoveryStopped: false });
}
