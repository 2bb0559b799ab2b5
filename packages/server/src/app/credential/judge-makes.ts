// Judges the makes of all registered keys by the FIDO metadata that was loaded last: what changed is written with the key,
// put on record and told to its holder, in one transaction for each account (product.md §3, last line).

import { gravestReport, judgeMake } from '../../domain/credential/judge-make.ts';
import type { AccountId } from '../../domain/id.ts';
import { isProtected } from '../../domain/tier.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { accountsOfMake, listKnownMakes, setMakeReport } from '../../storage/credential.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';

const ACCOUNTS_BATCH = 100;

/** @returns how many accounts were told of something. A model that metadata does not name stays as it was judged. */
export async function judgeMakes(deps: Deps, now: number): Promise<number> {
  const metadata = deps.metadata();
  if (!metadata) return 0;
  let told = 0;
  for (const known of await deps.store.read(listKnownMakes)) {
    const entry = metadata.find(known.aaguid);
    const report = entry && gravestReport(entry.statuses);
    if (!entry || report === known.make_report) continue;
    const batch = () => deps.store.read((tx) => accountsOfMake(tx, known, ACCOUNTS_BATCH));
    for (let accounts = await batch(); accounts.length > 0; accounts = await batch()) {
      for (const accountId of accounts) await judgeAccount(deps, accountId, known.aaguid, report ?? null, now);
      told += accounts.length;
    }
  }
  return told;
}

async function judgeAccount(
  deps: Deps,
  accountId: AccountId,
  aaguid: string,
  report: string | null,
  now: number,
): Promise<void> {
  await deps.store.write(async (tx) => {
    await lockAccount(tx, accountId);
    const account = await loadAccount(tx, accountId);
    const keys = account?.credentials.filter((key) => key.aaguid === aaguid && key.makeReport !== report) ?? [];
    for (const key of keys) {
      // A report that became another gives no further 14 days.
      const since = report === null ? null : (key.makeReportedAt ?? now);
      await setMakeReport(tx, accountId, key.id, { report, since });
      const make = judgeMake({ makeReport: report, makeReportedAt: since });
      const operation = make === 'good' ? 'credential.make-cleared' : (`credential.make-${make.kind}` as const);
      const ends = account && make !== 'good' && isProtected(account.tier) ? { effectiveAt: make.until } : {};
      const evidence = { subject: key.nickname, credentialId: key.id, ...ends };
      await recordBySystem(deps, tx, now, operation, account, evidence);
    }
  });
}
