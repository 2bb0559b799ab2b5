// What the pages and guides tell a holder to do who finds a thief in the account: come in by whatever is left, Lock, say which
// keys are whose, stop what waits, and end with two proofs what is not theirs.

import type { Answer } from '../../packages/contract/src/contract.ts';
import type { BrowserLike } from '../support/browser-like.ts';
import { platformKey, roamingKey } from '../support/people.ts';
import type { Proofs } from '../support/recovery-steps.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { answerOf, attempt, NO_RECOVERY_KEY, newBrowser, nextName, type Side } from './side.ts';

export interface Holder {
  /** The account as this person reaches it. */
  readonly side: Side;
  /** Keys at hand, by the names that they have in the account; the trusted ones first. */
  readonly keys: Map<string, SoftwareAuthenticator>;
  /** Recovery keys at hand. */
  papers: readonly string[];
  /** Somebody else has a copy of one: they are replaced. */
  readonly papersCopied: boolean;
  /** Suspends what is not theirs and leaves it at that: they need do nothing more. */
  readonly onlySuspends: boolean;
  /** Changes that this person began. */
  readonly begun: Set<string>;
  /** New recovery keys that wait to take the place of the old ones. */
  nextPapers: readonly string[] | null;
  running: (Proofs & { readonly browser: BrowserLike }) | null;
}

/** With nothing at hand, and nothing begun. */
export const atHome = (side: Side): Holder => ({
  side,
  keys: new Map(),
  papers: [],
  papersCopied: false,
  onlySuspends: false,
  begun: new Set(),
  nextPapers: null,
  running: null,
});

type Shown = Answer<'credential.list'>['credentials'][number];

const signIn = async ({ side }: Holder, key: SoftwareAuthenticator): Promise<BrowserLike | null> => {
  const browser = newBrowser(side);
  const response = key.assert(await browser.call('sign-in.key-options', {}));
  return (await attempt(side, browser, 'sign-in.key', { body: { response } })) && browser;
};

/** What a suspended key answers to a challenge of its own. */
const touch = async (browser: BrowserLike, key: SoftwareAuthenticator) =>
  key.assert(await browser.call('credential.come-back-options', {}));

/** By a key that is shut out: with a recovery key, with the other key, or alone where a link had done it. */
async function comeBack(holder: Holder): Promise<BrowserLike | null> {
  const { side, papers } = holder;
  const keys = [...holder.keys.values()];
  const browser = newBrowser(side);
  for (const key of keys) {
    for (const recoveryKey of papers) {
      const body = { with: 'recovery-key', recoveryKey, response: await touch(browser, key) } as const;
      if (await attempt(side, browser, 'credential.come-back', { body })) return browser;
    }
  }
  const [key, other] = keys;
  if (key && other) {
    const body = { with: 'key', response: await touch(browser, key), other: await touch(browser, other) } as const;
    if (await attempt(side, browser, 'credential.come-back', { body })) return browser;
  }
  for (const one of keys) {
    const body = { with: 'nothing', response: await touch(browser, one) } as const;
    if (await attempt(side, browser, 'credential.come-back', { body })) return browser;
  }
  return null;
}

export async function comeIn(holder: Holder): Promise<BrowserLike | null> {
  for (const key of holder.keys.values()) {
    const browser = await signIn(holder, key);
    if (browser) return browser;
  }
  return comeBack(holder);
}

/** Another key of theirs, or a recovery key: it finishes one change. */
async function giveSecond({ side, keys, papers }: Holder, browser: BrowserLike): Promise<void> {
  for (const key of keys.values()) {
    const options = await attempt(side, browser, 'step-up.second-key-options', { body: {} });
    if (!options) break;
    if (await attempt(side, browser, 'step-up.second-key', { body: { response: answerOf(key, options) } })) return;
  }
  for (const recoveryKey of papers) {
    if (await attempt(side, browser, 'step-up.recovery-key', { body: { recoveryKey } })) return;
  }
}

/** Theirs come back and are vouched for; whatever else opens the account is shut out. @returns the others. */
async function tellApart({ side, keys }: Holder, browser: BrowserLike): Promise<readonly Shown[]> {
  const { credentials } = (await attempt(side, browser, 'credential.list')) ?? { credentials: [] };
  for (const key of credentials) {
    const sent = { params: { credentialId: key.id }, body: {} };
    const isSuspended = key.stage === 'suspended';
    if (!keys.has(key.nickname)) {
      if (!isSuspended) await attempt(side, browser, 'credential.suspend', sent);
    } else if (isSuspended) await attempt(side, browser, 'credential.bring-back', sent);
    else if (!key.thisSession) await attempt(side, browser, 'credential.confirm', sent);
  }
  return credentials.filter(({ nickname }) => !keys.has(nickname));
}

/** “Sign in with your other key to make this last.” */
async function vouchWithTheOthers(holder: Holder): Promise<void> {
  for (const key of holder.keys.values()) {
    const browser = await signIn(holder, key);
    if (browser) await tellApart(holder, browser);
  }
}

/** One more, so that others can go: trusted at once where a recovery key is typed beside it. */
async function addKey({ side, keys, papers }: Holder, browser: BrowserLike): Promise<void> {
  const options = await attempt(side, browser, 'credential.add-options', { body: { hint: 'security-key' } });
  if (!options) return;
  const [key, nickname] = [roamingKey(side.server), nextName(side)];
  if (!(await attempt(side, browser, 'credential.add', { body: { nickname, response: key.register(options) } })))
    return;
  keys.set(nickname, key);
  const there = newBrowser(side);
  const response = key.assert(await there.call('sign-in.key-options', {}));
  await attempt(side, there, 'sign-in.key', { body: { response } });
  const [recoveryKey] = papers;
  if (recoveryKey) await attempt(side, there, 'step-up.recovery-key', { body: { recoveryKey } });
}

/** With two proofs it goes in three days, without a further touch. */
async function endKeys(holder: Holder, browser: BrowserLike, others: readonly Shown[]): Promise<void> {
  const { side, keys, begun } = holder;
  for (const { id, ending } of others) {
    if (ending && begun.has(ending.holdId)) continue;
    await giveSecond(holder, browser);
    const removed = await attempt(side, browser, 'credential.remove', { params: { credentialId: id } });
    if (removed?.hold) begun.add(removed.hold.id);
    else if (keys.size < 3) await addKey(holder, browser);
  }
}

async function stopTheirs({ side, begun }: Holder, browser: BrowserLike): Promise<void> {
  const { holds } = (await attempt(side, browser, 'hold.list')) ?? { holds: [] };
  for (const { id, state } of holds) {
    if ((state !== 'waiting' && state !== 'ripe') || begun.has(id)) continue;
    await attempt(side, browser, 'hold.veto', { params: { holdId: id }, body: {} });
  }
}

async function replacePapers(holder: Holder, browser: BrowserLike): Promise<void> {
  const { side, nextPapers, begun } = holder;
  const isInPlace = async (recoveryKey = NO_RECOVERY_KEY) =>
    (await attempt(side, browser, 'recovery-key.test', { body: { recoveryKey } })) !== null;
  if (nextPapers && (await isInPlace(nextPapers[0]))) holder.papers = nextPapers;
  if (nextPapers) return;
  await giveSecond(holder, browser);
  const made = await attempt(side, browser, 'recovery-key.make', { body: {} });
  const [recoveryKey = NO_RECOVERY_KEY] = made?.recoveryKeys ?? [];
  const replaced = made && (await attempt(side, browser, 'recovery-key.replace', { body: { recoveryKey } }));
  if (!made || !replaced?.hold) return;
  begun.add(replaced.hold.id);
  holder.nextPapers = made.recoveryKeys;
}

/** Contacts and channels that are not theirs. */
async function endStrangers(holder: Holder, browser: BrowserLike): Promise<void> {
  const { side } = holder;
  const arranged = await attempt(side, browser, 'contact.list');
  if (arranged && arranged.needed > 0) {
    await giveSecond(holder, browser);
    await attempt(side, browser, 'contact.set-needed', { body: { needed: 0 } });
  }
  for (const { id } of arranged?.contacts ?? []) {
    await giveSecond(holder, browser);
    await attempt(side, browser, 'contact.remove', { params: { contactId: id } });
  }
  const { webhooks } = (await attempt(side, browser, 'webhook.list')) ?? { webhooks: [] };
  for (const { id } of webhooks) {
    await giveSecond(holder, browser);
    await attempt(side, browser, 'webhook.remove', { params: { webhookId: id } });
  }
}

/** Everything that the checklist asks, in one sitting. */
async function cleanUp(holder: Holder): Promise<void> {
  const { side } = holder;
  const first = await comeIn(holder);
  if (first) await attempt(side, first, 'account.lock', { body: {} });
  const browser = first && (await comeIn(holder));
  if (!browser) return;
  const others = await tellApart(holder, browser);
  await vouchWithTheOthers(holder);
  await stopTheirs(holder, browser);
  if (holder.onlySuspends) return;
  await endKeys(holder, browser, others);
  if (holder.papersCopied) await replacePapers(holder, browser);
  await endStrangers(holder, browser);
}

/** Stops, from the mailbox, what somebody else began; what this person begins after it is not touched by that. */
async function stopByLink({ side }: Holder): Promise<void> {
  if (!side.readsMail) return;
  for (const { to, text } of await side.server.mails()) {
    const link = to === side.email && /is recovering|begun/.test(text) ? /\/not-me#(\S+)/.exec(text)?.[1] : undefined;
    if (link) await attempt(side, newBrowser(side), 'alert.disown', { body: { link } });
  }
}

async function beginRecovery(holder: Holder): Promise<void> {
  const { side } = holder;
  const [recoveryKey = NO_RECOVERY_KEY, otherRecoveryKey] = holder.papers;
  if (otherRecoveryKey === undefined) await stopByLink(holder);
  const browser = newBrowser(side);
  const body = { email: side.email, recoveryKey, ...(otherRecoveryKey === undefined ? {} : { otherRecoveryKey }) };
  const begun = await attempt(side, browser, 'recovery.begin', { body });
  if (begun) holder.running = { browser, recoveryKey, caseSecret: begun.caseSecret };
}

/** Every key is lost: a recovery, begun again as often as it is stopped, and completed when it is ripe. */
async function recover(holder: Holder): Promise<void> {
  const { side, running } = holder;
  const { caseSecret = '' } = running ?? {};
  const read = running && (await attempt(side, running.browser, 'recovery.read', { body: { caseSecret } }));
  if (!running || !read || (read.state !== 'waiting' && read.state !== 'ripe')) return beginRecovery(holder);
  if (read.state !== 'ripe') return;
  const { browser, ...proofs } = running;
  for (const key of [roamingKey(side.server), platformKey(side.server)]) {
    const options = await attempt(side, browser, 'recovery.key-options', { body: { ...proofs, hint: 'security-key' } });
    if (!options) return;
    const nickname = nextName(side);
    await attempt(side, browser, 'recovery.add-key', {
      body: { ...proofs, nickname, response: key.register(options) },
    });
    holder.keys.set(nickname, key);
  }
  const completed = await attempt(side, browser, 'recovery.complete', { body: proofs });
  if (completed) holder.papers = completed.recoveryKeys;
  else holder.keys.clear();
}

/** One sitting of a person who was told that something is wrong. */
export async function actAsTold(holder: Holder): Promise<void> {
  if (holder.keys.size === 0) await recover(holder);
  if (holder.keys.size > 0) await cleanUp(holder);
}
