// take-back.begin: sends a link to a mailbox that the account had before protection was turned on. The answer is the
// same for every address, whether or not an account of it settles. Whoever asks too often is not refused: no mail is sent as
// long as one that was sent can be followed, in whichever browser its reader has. So no stranger can stand in the way.

import { emailKey } from '../../domain/account/email-address.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { decideAsking } from '../../domain/enrolment/take-back.ts';
import type { AccountId } from '../../domain/id.ts';
import { LINK_MS, LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { loadAccount } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import { findSettlingByAddress } from '../../storage/former-address.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { lastBelieved } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { sendMail } from '../mail/send-mail.ts';
import { countRequest } from '../recovery-link/count-request.ts';
import { type MintedToken, mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { mailboxesThatTakeBack } from './mailboxes.ts';

export interface LinkAsked {
  readonly expiresAt: number;
}

export async function beginTakeBack(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string },
): Promise<Decision<LinkAsked>> {
  const email = input.email.trim();
  const counted = await writeFor(deps, caller, async (tx) => {
    const accountId = await findBehind(deps, tx, email, caller.now);
    return countRequest(deps, tx, caller, { email, accountId, apart: 'take-back' });
  });
  if (counted.limited) return refuse(counted.limited);
  const link = mintToken(deps, 'hfl');
  // Nothing is compared with it: its time covers what the answer's own would tell.
  await deps.passwordHashing.verify(null, link.token, { lane: 'recovery', owner: caller.network });
  const expiresAt = caller.now + LINK_MS;
  if (counted.sends) await writeFor(deps, caller, (tx) => send(deps, tx, caller, { email, link, expiresAt }));
  return allow({ expiresAt });
}

interface ToSend {
  readonly email: string;
  readonly link: MintedToken;
  readonly expiresAt: number;
}

/** The link waits by itself, for whoever reads the mailbox: it belongs to no browser until it is followed. */
async function send(deps: Deps, tx: Tx, { now }: Caller, { email, link, expiresAt }: ToSend): Promise<void> {
  const accountId = await findBehind(deps, tx, email, now);
  await putFlow(tx, {
    flow_key: link.hash,
    kind: 'take-back',
    // What is kept in place of a link that was not sent leads nowhere.
    account_id: accountId,
    state_sealed: sealFlow(deps.keyRing, { kind: 'take-back', opened: false, mailbox: email }),
    code_hash: null,
    tries_left: LINK_TRIES,
    created_at: now,
    expires_at: expiresAt,
  });
  const content = { kind: 'take-back-link', link: link.token, expiresAt } as const;
  if (accountId !== null) sendMail(deps, tx, { to: email, accountId, now, content });
}

/** The account that settles, and that something of before takes back from this address. */
async function findBehind(deps: Pick<Deps, 'clock'>, tx: Tx, email: string, at: number): Promise<AccountId | null> {
  const now = await lastBelieved(deps, tx, at);
  for (const id of await findSettlingByAddress(tx, email, now)) {
    const judged = decideAsking(await loadAccount(tx, id), now);
    if (!judged.allowed) continue;
    const mailboxes = await mailboxesThatTakeBack(tx, judged.facts);
    if (mailboxes.some((mailbox) => emailKey(mailbox.email) === emailKey(email))) return id;
  }
  return null;
}
