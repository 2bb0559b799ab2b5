// training.ask and training.ask-one: may this be trained on? A program learns that and nothing else of an account.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import { isExcluded } from '../../domain/training/exclusion.ts';
import { digestOf } from '../../platform/receipts.ts';
import { exclusionsOf } from '../../storage/training-exclusion.ts';
import type { ClientCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordByClient } from '../record.ts';
import { openReceiptSigner } from './receipt-keys.ts';

export interface ContentItem {
  /** The program's own name for the content; once in a request. */
  readonly id: string;
  readonly accountId: string;
  /** When the content was made, in milliseconds since 1970. */
  readonly madeAt: number;
}

export interface Answered {
  readonly id: string;
  /** True also where there is no such account: what nobody can ask about is not trained on. */
  readonly excluded: boolean;
}

async function answerItems(deps: Deps, caller: ClientCaller, items: readonly ContentItem[]): Promise<Answered[]> {
  const accountIds = [...new Set(items.map(({ accountId }) => accountId as AccountId))];
  const exclusions = await deps.store.read((tx) => exclusionsOf(tx, accountIds));
  return items.map(({ id, accountId, madeAt }) => {
    const found = exclusions.get(accountId as AccountId);
    return { id, excluded: !found || isExcluded(found, madeAt, caller.now) };
  });
}

/** Who answered whom and when; what was answered is added to it. */
const claimsOf = (deps: Deps, { client, now }: ClientCaller) => ({
  iss: deps.platform.publicUrl,
  aud: client.id,
  iat: Math.floor(now / 1000),
  jti: Buffer.from(deps.random.bytes(16)).toString('base64url'),
});

const firstRepeated = (items: readonly ContentItem[]): number => {
  const seen = new Set<string>();
  return items.findIndex(({ id }) => seen.size === seen.add(id).size);
};

/**
 * One receipt for all: its `answers` is the SHA-256, in base64url, of the JSON of the answers as they are sent.
 * Refused where an item's id stands twice.
 */
export async function askTraining(
  deps: Deps,
  caller: ClientCaller,
  { items }: { readonly items: readonly ContentItem[] },
): Promise<Decision<{ readonly answers: Answered[]; readonly receipt: string }>> {
  const place = firstRepeated(items);
  if (place >= 0) return refuse({ tag: 'asked-twice', place });
  const answers = await answerItems(deps, caller, items);
  const signer = await openReceiptSigner(deps);
  const claims = { ...claimsOf(deps, caller), count: answers.length, answers: digestOf(JSON.stringify(answers)) };
  const receipt = await signer.sign(claims);
  await note(deps, caller, 'training.ask', answers.length);
  return allow({ answers, receipt });
}

/** A receipt that names the content, when it was made, and the answer. */
export async function askOne(
  deps: Deps,
  caller: ClientCaller,
  item: ContentItem,
): Promise<Decision<{ readonly excluded: boolean; readonly receipt: string }>> {
  const [answer] = await answerItems(deps, caller, [item]);
  const excluded = answer?.excluded ?? true;
  const signer = await openReceiptSigner(deps);
  const receipt = await signer.sign({ ...claimsOf(deps, caller), content: item.id, made_at: item.madeAt, excluded });
  await note(deps, caller, 'training.ask-one', 1);
  return allow({ excluded, receipt });
}

/** On record is who asked about how much, not about whom. */
const note = (deps: Deps, caller: ClientCaller, operation: 'training.ask' | 'training.ask-one', count: number) =>
  deps.store.write((tx) => recordByClient(deps, tx, caller, operation, `${caller.client.name}: ${count}`));
