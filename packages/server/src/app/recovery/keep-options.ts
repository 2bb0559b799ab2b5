// recovery.keep-options: what a completed recovery could keep of the account, one by one: channels of alerts and recovery
// contacts from before the case began. It names what is the account's, so both proofs are asked for.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import type { AccountId, ChannelId, ContactId } from '../../domain/id.ts';
import { mayBeKept, wasYoung } from '../../domain/recovery/after-recovery.ts';
import { decideReturn } from '../../domain/recovery/decide-recovery.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { listChannels } from '../../storage/alert-channel.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done } from '../operate.ts';
import { requireRecoveryKey, withCase } from './with-case.ts';

interface Kept {
  readonly since: number;
  /** It was there for 14 days when the case began: the page may suggest it. */
  readonly settled: boolean;
}
export interface KeepOptions {
  readonly channels: (Kept & { readonly id: ChannelId; readonly kind: 'push' | 'webhook'; readonly label: string })[];
  readonly contacts: (Kept & { readonly id: ContactId; readonly name: string; readonly email: string })[];
}

/** Live channels, and contacts who accepted, that are older than the case. */
export async function listKeepable(tx: Tx, accountId: AccountId, hold: Hold): Promise<KeepOptions> {
  const channels = (await listChannels(tx, accountId)).filter(({ state }) => state === 'live');
  const contacts = (await listContacts(tx, accountId)).filter(({ state }) => state === 'active');
  return {
    channels: channels
      .filter(({ created_at }) => mayBeKept(created_at, hold))
      .map(({ id, kind, label, created_at: since }) => ({ id, kind, label, since, settled: !wasYoung(since, hold) })),
    contacts: contacts.flatMap(({ id, email, account, acceptedAt: since }) =>
      mayBeKept(since, hold)
        ? [{ id, name: account?.displayName ?? '', email, since, settled: !wasYoung(since, hold) }]
        : [],
    ),
  };
}

export async function recoveryKeepOptions(
  deps: Deps,
  caller: Caller,
  input: { readonly caseSecret: string; readonly recoveryKey: string },
): Promise<Decision<KeepOptions>> {
  const read = readRecoveryKey(input.recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  return withCase(deps, caller, 'recovery.keep-options', input.caseSecret, async (tx, open) => {
    const proved = await requireRecoveryKey(deps, tx, caller, open, read.canonical);
    if (!proved.allowed) return proved;
    const returned = decideReturn(open, caller.now);
    if (!returned.allowed) return returned;
    return done(await listKeepable(tx, open.account.id, open.hold), { byStranger: true });
  });
}
