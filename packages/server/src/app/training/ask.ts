// training.ask and training.ask-one: may this be trained on? A program learns that and nothing else of an account.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import { CONTENT_SALT_BYTES, commitToContent } from '../../domain/training/commitment.ts';
import { isExcluded } from '../../domain/training/exclusion.ts';
import { digestOf } from '../../platform/receipts.ts';
import { sha256 } from '../../platform/sha256.ts';
import { exclusionsOf } from '../../storage/training-exclusion.ts';
import type { ClientCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordByClient } from '../record.ts';
import { writeFor } from '../write-for.ts';
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
  /** To whose content it is and when it was made, as it was asked: base64url. Its salt opens it. */
  readonly commitment: string;
}

interface Opened {
  readonly answer: Answered;
  /** base64url. It goes to whoever asked, and is kept nowhere. */
  readonly salt: string;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8');

async function answerItems(deps: Deps, caller: ClientCaller, items: readonly ContentItem[]): Promise<Opened[]> {
  const accountIds = [...new Set(items.map(({ accountId }) => accountId as AccountId))];
  const exclusions = await deps.store.read((tx) => exclusionsOf(tx, accountIds));
  const salts = deps.random.bytes(CONTENT_SALT_BYTES * items.length);
  return items.map(({ id, accountId, madeAt }, at) => {
    const found = exclusions.get(accountId as AccountId);
    const excluded = !found || isExcluded(found, madeAt, caller.now);
    const salt = salts.subarray(at * CONTENT_SALT_BYTES, (at + 1) * CONTENT_SALT_BYTES);
    const commitment = base64url(commitToContent(sha256, encode, salt, { accountId, madeAt }));
    return { answer: { id, excluded, commitment }, salt: base64url(salt) };
  });
}

/** Who answered whom and when; what was answered is added to it. */
const claimsOf = (deps: Deps, { client, now }: ClientCaller) => ({
  iss: deps.platform.publicUrl,
  aud: client.id,
  iat: Math.floor(now / 1000),
  jti: base64url(deps.random.bytes(16)),
});

const firstRepeated = (items: readonly ContentItem[]): number => {
  const seen = new Set<string>();
  return items.findIndex(({ id }) => seen.size === seen.add(id).size);
};

/**
 * One receipt for all: its `answers` is the SHA-256, in base64url, of the JSON of the answers as they are sent, each with
 * its commitment. The salts are sent beside them, in the same order.
 * Refused where an item's id stands twice.
 */
export async function askTraining(
  deps: Deps,
  caller: ClientCaller,
  { items }: { readonly items: readonly ContentItem[] },
): Promise<Decision<{ readonly answers: Answered[]; readonly salts: string[]; readonly receipt: string }>> {
  const place = firstRepeated(items);
  if (place >= 0) return refuse({ tag: 'asked-twice', place });
  const opened = await answerItems(deps, caller, items);
  const answers = opened.map(({ answer }) => answer);
  const signer = await openReceiptSigner(deps);
  const claims = { ...claimsOf(deps, caller), count: answers.length, answers: digestOf(JSON.stringify(answers)) };
  const receipt = await signer.sign(claims);
  await note(deps, caller, 'training.ask', answers.length);
  return allow({ answers, salts: opened.map(({ salt }) => salt), receipt });
}

/** A receipt that names the content and the answer, and commits to whose it is and when it was made. */
export async function askOne(
  deps: Deps,
  caller: ClientCaller,
  item: ContentItem,
): Promise<Decision<{ readonly excluded: boolean; readonly salt: string; readonly receipt: string }>> {
  const [opened] = await answerItems(deps, caller, [item]);
  if (!opened) throw new Error('one question has one answer');
  const { answer, salt } = opened;
  const { excluded, commitment } = answer;
  const signer = await openReceiptSigner(deps);
  const receipt = await signer.sign({ ...claimsOf(deps, caller), content: item.id, excluded, commitment });
  await note(deps, caller, 'training.ask-one', 1);
  return allow({ excluded, salt, receipt });
}

/** On record is who asked about how much, not about whom. */
const note = (deps: Deps, caller: ClientCaller, operation: 'training.ask' | 'training.ask-one', count: number) =>
  writeFor(deps, caller, (tx) => recordByClient(deps, tx, caller, operation, `${caller.client.name}: ${count}`));
