// Keys in a given state, as use cases of keys need them: suspended by somebody, and their answers to a challenge.

import { comeBackOptions } from '../../packages/server/src/app/credential/come-back.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { startHold } from '../../packages/server/src/app/hold/start.ts';
import type { Account } from '../../packages/server/src/domain/account/account.ts';
import type { Credential, Suspension } from '../../packages/server/src/domain/credential/credential.ts';
import type { HoldKind, HoldObject } from '../../packages/server/src/domain/hold/hold.ts';
import type { AccountId } from '../../packages/server/src/domain/id.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { suspendCredential } from '../../packages/server/src/storage/credential.ts';
import { listOpenHolds } from '../../packages/server/src/storage/hold.ts';
import { type MadeAccount, type MadeKey, makeCaller } from './accounts.ts';
import { TEST_TIME } from './clock.ts';

type Stored = Pick<Deps, 'store'>;

/** The nth key of the account, from 0. @throws where there is none */
export function keyAt(account: MadeAccount, index: number): MadeKey {
  const key = account.keys[index];
  if (!key) throw new Error(`the account has no key ${index}`);
  return key;
}

export async function accountNow({ store }: Stored, { id }: { readonly id: AccountId }): Promise<Account> {
  const account = await store.read((tx) => loadAccount(tx, id));
  if (!account) throw new Error('the account is there');
  return account;
}

/** A key as rules see it now. @throws where it is gone */
export async function keyNow(deps: Stored, account: MadeAccount, key: MadeKey): Promise<Credential> {
  const found = (await accountNow(deps, account)).credentials.find(({ id }) => id === key.id);
  if (!found) throw new Error('the key is gone');
  return found;
}

export const suspend = ({ store }: Stored, account: MadeAccount, key: MadeKey, suspension: Suspension) =>
  store.write((tx) => suspendCredential(tx, account.id, key.id, suspension));

/** What the key answers to a challenge for coming back. */
export const comesWith = (deps: Deps, key: MadeKey, now = TEST_TIME) =>
  key.authenticator.assert(comeBackOptions(deps, makeCaller({ now })));

/** Begins a hold with a key of the account; it is ready in an hour. */
export async function beginHold(
  deps: Deps,
  account: MadeAccount,
  asked: Partial<HoldObject> & { readonly kind: HoldKind; readonly proofs: 1 | 2; readonly with: MadeKey },
): Promise<void> {
  const [now, startedWith] = [await accountNow(deps, account), await keyNow(deps, account, asked.with)];
  const about = { ...asked, startedWith, caller: makeCaller(), ripensAt: TEST_TIME + 3_600_000 };
  await deps.store.write((tx) => startHold(deps, tx, now, about));
}

/** The kinds of the holds that are open, in the order in which they get ready. */
export const openHolds = async ({ store }: Stored, account: MadeAccount): Promise<readonly HoldKind[]> =>
  (await store.read((tx) => listOpenHolds(tx, account.id))).map(({ kind }) => kind);
