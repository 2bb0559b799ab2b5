// Opens a session for somebody who has just proved who they are.

import { type AccountId, type CredentialId, makeOrderedId, type SessionId } from '../../domain/id.ts';
import { lifetime, type SignInMethod } from '../../domain/session/session.ts';
import type { Tier } from '../../domain/tier.ts';
import { rememberDevice } from '../../storage/device.ts';
import { insertSession } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { hashToken, mintToken } from '../token.ts';

/** Cookies to set: the session's, and the browser's own where it has none yet. */
export interface OpenedSession {
  readonly sessionId: SessionId;
  readonly sessionToken: string;
  readonly endsAt: number;
  readonly deviceToken: string;
  /** The account was never entered from this browser. */
  readonly newDevice: boolean;
}

export interface OpenFor {
  readonly accountId: AccountId;
  readonly tier: Tier;
  readonly method: SignInMethod;
  readonly credentialId: CredentialId | null;
}

/** The id is new at every sign-in (OWASP ASVS 5.0 V7.2.4); presence counts as proved now. */
export async function openSession(deps: Deps, tx: Tx, caller: Caller, to: OpenFor): Promise<OpenedSession> {
  const { now } = caller;
  const { token, hash } = mintToken(deps, 'hfs');
  const sessionId = makeOrderedId('sess', now, deps.random.rising(now));
  const { idleMs, endsAt } = lifetime(deps.policy.sessions[to.tier], now);
  const device = deps.describeUserAgent(caller.userAgent);
  const browser = knownDevice(deps, caller) ?? mintToken(deps, 'hfd');
  insertSession(tx, {
    token_hash: hash,
    id: sessionId,
    account_id: to.accountId,
    credential_id: to.credentialId,
    method: to.method,
    created_at: now,
    last_seen_at: now,
    idle_ms: idleMs,
    ends_at: endsAt,
    fresh_at: now,
    fresh_credential_id: to.credentialId,
    ip: caller.ip,
    country_code: deps.geo.country(caller.ip)?.code ?? null,
    device: device.name,
    device_kind: device.device,
    device_hash: browser.hash,
  });
  const newDevice = await rememberDevice(tx, to.accountId, browser.hash, now);
  return { sessionId, sessionToken: token, endsAt, deviceToken: browser.token, newDevice };
}

function knownDevice(deps: Deps, caller: Caller): { token: string; hash: string } | null {
  if (!caller.deviceToken) return null;
  const hash = hashToken(deps.keyRing, 'hfd', caller.deviceToken);
  return hash === null ? null : { token: caller.deviceToken, hash };
}
