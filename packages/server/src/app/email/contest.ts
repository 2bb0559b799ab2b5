// email.read-contest, email.contest and email.decide: from the old mailbox a changed address of a standard account can be
// contested for seven days. Then no address is sent a recovery link, and it does not change, until a key or second factor
// decides (product.md §4).

import { CONTEST_MS, changesInQuestion, decideAddress, decideContest } from '../../domain/account/contest.ts';
import { maskEmail } from '../../domain/account/mask-email.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import {
  loadAccount,
  lockAndLoadAccount,
  setEmail,
  setEmailContested,
  setEmailDecided,
} from '../../storage/account.ts';
import { listFormerAddresses } from '../../storage/former-address.ts';
import { type Caller, type SignedInCaller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { stopAndTell } from '../hold/stop-and-tell.ts';
import { done, operate } from '../operate.ts';
import { record } from '../record.ts';
import { refuseLink } from '../refuse-link.ts';
import { writeFor } from '../write-for.ts';
import { readContestLink } from './contest-link.ts';

export interface ContestView {
  /** Both masked. */
  readonly from: string;
  readonly to: string;
  readonly changedAt: number;
  readonly until: number;
  readonly contested: boolean;
}

/** Changes nothing: mail scanners follow links. */
export function readContest(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<ContestView>> {
  const link = readContestLink(deps.keyRing, input.link, caller.now);
  return deps.store.read(async (tx): Promise<Decision<ContestView>> => {
    const account = link ? await loadAccount(tx, link.accountId) : null;
    const changes = account ? changesInQuestion(account, await listFormerAddresses(tx, account.id), caller.now) : [];
    const change = changes.find(({ untilAt }) => untilAt === link?.changedAt);
    if (!link || account?.tier !== 'standard' || !change) return refuse({ tag: 'link-refused' });
    return allow({
      from: maskEmail(change.email),
      to: maskEmail(account.email),
      changedAt: link.changedAt,
      until: link.changedAt + CONTEST_MS,
      contested: account.emailContestedAt !== null,
    });
  });
}

/** The mailbox that the account has and those of before are told. Refused for a link that is too old or altered, and once it was used (`link-refused`). */
export function contestEmail(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<Record<never, never>>> {
  const link = readContestLink(deps.keyRing, input.link, caller.now);
  return writeFor(deps, caller, async (tx): Promise<Decision<Record<never, never>>> => {
    const { now } = caller;
    if (!link) return refuse(await refuseLink(deps, tx, caller));
    const account = await lockAndLoadAccount(tx, link.accountId);
    const former = account ? await listFormerAddresses(tx, account.id) : [];
    const decision = decideContest(account, former, link.changedAt, now);
    if (!decision.allowed || !account) return refuse({ tag: 'link-refused' });
    await setEmailContested(tx, account.id, now);
    const changes = changesInQuestion(account, former, now);
    const subject = changes.find(({ untilAt }) => untilAt === link.changedAt)?.email;
    const evidence = { subject, alsoTell: changes.map(({ email }) => email), byStranger: true };
    await record(deps, tx, withoutSession(caller), 'email.contest', account, { done: true }, evidence);
    return allow({});
  });
}

/**
 * Refused where nothing is contested (`not-found`), and for a factor that is younger than the change
 * (`key-not-trusted`). The old address is the one from before the first of the contested changes.
 */
export function decideEmail(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly keep: 'old' | 'new' },
): Promise<Decision<{ readonly email: string }>> {
  return operate<{ readonly email: string }>(deps, caller, 'email.decide', async ({ tx, account, provedWith, now }) => {
    const former = await listFormerAddresses(tx, account.id);
    const decision = decideAddress(account, provedWith, former, now);
    if (!decision.allowed) return decision;
    const email = input.keep === 'old' ? decision.facts.email : account.email;
    if (input.keep === 'old' && !(await setEmail(tx, account.id, email, now))) return refuse({ tag: 'email-taken' });
    await setEmailDecided(tx, account.id, now);
    // Whoever goes back to the old one wants none that somebody asked for meanwhile.
    if (input.keep === 'old') await stopAndTell(deps, tx, caller, account, ({ kind }) => kind === 'email.change');
    return done(
      { email },
      { subject: email, alsoTell: changesInQuestion(account, former, now).map((was) => was.email) },
    );
  });
}
