// Accounts on which somebody turned protection on with new keys, so that it settles; and the way to take it back.

import type { Caller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { FORMER_PURPOSE } from '../../packages/server/src/app/enrolment/open-former.ts';
import { beginTakeBack } from '../../packages/server/src/app/take-back/begin.ts';
import { openTakeBack } from '../../packages/server/src/app/take-back/with-take-back.ts';
import { SETTLING_MS } from '../../packages/server/src/domain/enrolment/settling.ts';
import type { CredentialId } from '../../packages/server/src/domain/id.ts';
import { setProtected } from '../../packages/server/src/storage/account.ts';
import { insertCredential } from '../../packages/server/src/storage/credential.ts';
import {
  sealFormerFactors,
  setBackupCodesAside,
  setPasswordAside,
  setTotpAside,
} from '../../packages/server/src/storage/former-factor.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../packages/server/src/storage/recovery-key.ts';
import { beginExclusion } from '../../packages/server/src/storage/training-exclusion.ts';
import {
  type AccountAsked,
  BUILT_IN,
  type MadeAccount,
  type MadeKey,
  makeAccount,
  makeCaller,
  ROAMING,
  registerKey,
} from './accounts.ts';
import { TEST_TIME } from './clock.ts';
import { factsOf, leaves } from './use-case.ts';

/** As an enrolment leaves it that no trusted key confirmed, with two keys that are a moment old. */
export async function settle(deps: Deps, account: MadeAccount): Promise<readonly MadeKey[]> {
  const about = { accountId: account.id, userHandle: account.userHandle, at: TEST_TIME };
  const keys = [
    await registerKey(deps, about, { ...BUILT_IN, nickname: 'Theirs 1', trustedAt: TEST_TIME }),
    await registerKey(deps, about, { ...ROAMING, nickname: 'Theirs 2', trustedAt: TEST_TIME }),
  ];
  await deps.store.write(async (tx) => {
    for (const { row } of keys) await insertCredential(tx, row);
    await setPasswordAside(tx, account.id, TEST_TIME);
    await setTotpAside(tx, account.id, TEST_TIME);
    await setBackupCodesAside(tx, account.id, TEST_TIME);
    await sealFormerFactors(tx, account.id, (text) => deps.keyRing.seal(FORMER_PURPOSE, text));
    const by = keys[0]?.id as CredentialId;
    await setProtected(tx, account.id, 'advanced', 72, TEST_TIME, { until: TEST_TIME + SETTLING_MS, by });
    await stageRecoveryKeys(tx, account.id, ['theirs-1', 'theirs-2'], TEST_TIME);
    await activateRecoveryKeys(tx, account.id);
    await beginExclusion(tx, account.id, 'protection', TEST_TIME);
  });
  return keys;
}

/** One that is made and settles; its keys are those of whoever turned protection on. */
export async function settledBy(deps: Deps, asked: AccountAsked): Promise<MadeAccount> {
  const account = await makeAccount(deps, asked);
  return { ...account, tier: 'advanced', keys: await settle(deps, account) };
}

/** Who asked, and the link that was mailed. */
export async function askedBack(
  deps: Deps,
  email: string,
  now = TEST_TIME,
): Promise<{ readonly caller: Caller; readonly link: string }> {
  const caller = makeCaller({ network: email, now });
  const left = await leaves(deps, () => beginTakeBack(deps, caller, { email }));
  const content = left.mails.map((mail) => mail.content).find(({ kind }) => kind === 'take-back-link');
  factsOf(left.answer);
  return { caller, link: content?.kind === 'take-back-link' ? content.link : '' };
}

/** The browser that followed it. */
export async function followedBack(deps: Deps, email: string): Promise<Caller> {
  const { caller, link } = await askedBack(deps, email);
  const { flowToken } = factsOf(await openTakeBack(deps, caller, { link }));
  return { ...caller, flowToken };
}
