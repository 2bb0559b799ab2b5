// The ways into a standard account that has a key, a password and an authenticator app, each walked by its holder to its end.

import type { Caller, SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { findKnownBrowser } from '../../packages/server/src/app/known-browser.ts';
import { beginRecoveryLink } from '../../packages/server/src/app/recovery-link/begin.ts';
import { openRecoveryLink } from '../../packages/server/src/app/recovery-link/open.ts';
import { proveSecondFactor } from '../../packages/server/src/app/recovery-link/prove.ts';
import { signInOptions, signInWithKey } from '../../packages/server/src/app/sign-in/key.ts';
import { signInWithPassword } from '../../packages/server/src/app/sign-in/password.ts';
import { secondStepWithTotp } from '../../packages/server/src/app/sign-in/second-step.ts';
import { startRecoveryForHolder } from '../../packages/server/src/app/support/start-recovery.ts';
import type { Decision } from '../../packages/server/src/domain/decision.ts';
import { type MadeAccount, makeAccount, makeCaller, ROAMING, signIn } from './accounts.ts';
import { TEST_TIME } from './clock.ts';
import { linkIn } from './recovery-links.ts';
import { leaves, totpAt } from './use-case.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';

export interface Holder {
  readonly account: MadeAccount;
  /** The holder's network, which strangers share. */
  readonly network: string;
  /** The browser that the account was entered from before, in that network. */
  readonly browser: SignedInCaller;
  /** What is kept of its cookie. */
  readonly browserHash: string;
  readonly staff: SignedInCaller;
  /** Links in the mailbox that strangers had asked for. */
  readonly strangersLinks: string[];
}

export async function makeHolder(deps: Deps): Promise<Holder> {
  const account = await makeAccount(deps, { keys: [ROAMING], password: PASSWORD, totp: true });
  const network = `network of ${account.email}`;
  const browser = await signIn(deps, account, { caller: { network } });
  const staff = await signIn(deps, await makeAccount(deps, { tier: 'advanced', role: 'support' }));
  const browserHash = await deps.store.read((tx) => findKnownBrowser(deps, tx, browser, account.id));
  if (browserHash === null) throw new Error('a browser is known after a sign-in');
  return { account, network, browser, browserHash, staff, strangersLinks: [] };
}

const elsewhere = ({ account }: Holder, now: number): Caller =>
  makeCaller({ network: `another network of ${account.email}`, now });
const known = ({ browser }: Holder, now: number): Caller => ({ ...browser, session: null, now });

async function byPassword(deps: Deps, { account }: Holder, caller: Caller): Promise<boolean> {
  const first = await signInWithPassword(deps, caller, { email: account.email, password: PASSWORD });
  if (!first.allowed) return false;
  const code = totpAt(account.totpSecret, caller.now);
  return (await secondStepWithTotp(deps, { ...caller, flowToken: first.facts.flowToken }, { code })).allowed;
}

/** Up to where the mailbox and the second factor are proved. */
async function followed(deps: Deps, { account }: Holder, caller: Caller, link: string): Promise<boolean> {
  const opened = await openRecoveryLink(deps, caller, { link });
  if (!opened.allowed) return false;
  const code = totpAt(account.totpSecret, caller.now);
  const by = { ...caller, flowToken: opened.facts.flowToken ?? caller.flowToken };
  return (await proveSecondFactor(deps, by, { with: 'totp', code })).allowed;
}

async function byLink(deps: Deps, holder: Holder, caller: Caller): Promise<boolean> {
  const left = await leaves(deps, () => beginRecoveryLink(deps, caller, { email: holder.account.email }));
  if (!left.answer.allowed) return false;
  const asked = { ...caller, flowToken: left.answer.facts.flowToken };
  const own = linkIn(left);
  if (own !== null) return followed(deps, holder, asked, own);
  // No mail came for this browser: the newest that came is opened here.
  const link = holder.strangersLinks.at(-1) ?? '';
  const resent = await leaves(deps, () => openRecoveryLink(deps, asked, { link }));
  return followed(deps, holder, asked, linkIn(resent) ?? '');
}

async function bySupport(deps: Deps, holder: Holder, now: number): Promise<boolean> {
  const input = { email: holder.account.email, ticket: 'T-1' };
  const staff = { ...holder.staff, now };
  const left = await leaves<Decision<unknown>>(deps, () => startRecoveryForHolder(deps, staff, input));
  return left.answer.allowed && followed(deps, holder, elsewhere(holder, now), linkIn(left) ?? '');
}

const byKey = async (deps: Deps, { account, network }: Holder, now: number): Promise<boolean> => {
  const caller = makeCaller({ network, now });
  const response = account.keys[0]?.authenticator.assert(signInOptions(deps, caller));
  return response !== undefined && (await signInWithKey(deps, caller, { response })).allowed;
};

/** Half a minute apart, because a code of the app is good once. */
const after = (steps: number): number => TEST_TIME + steps * 30_000;

/** Each way, and whether its holder comes to its end. A browser that is not known is in a network that nobody shares. */
export const WAYS_IN = {
  'a key in any browser': (deps, holder) => byKey(deps, holder, after(0)),
  'a link in a known browser': (deps, holder) => byLink(deps, holder, known(holder, after(1))),
  'a link in any browser': (deps, holder) => byLink(deps, holder, elsewhere(holder, after(2))),
  'a link from support': (deps, holder) => bySupport(deps, holder, after(3)),
  'the password in any browser': (deps, holder) => byPassword(deps, holder, elsewhere(holder, after(4))),
  'the password in a known browser': (deps, holder) => byPassword(deps, holder, known(holder, after(5))),
} as const satisfies Record<string, (deps: Deps, holder: Holder) => Promise<boolean>>;

export type WayIn = keyof typeof WAYS_IN;
