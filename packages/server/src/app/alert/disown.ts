// alert.read and alert.disown: “This wasn’t me”. Reading changes nothing, because mail scanners follow links; the button
// acts once, and only ever takes access away.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { anybodyStops } from '../../domain/hold/decide-stop.ts';
import { loadAccount, lockAccount, setFrozen } from '../../storage/account.ts';
import { findEvent } from '../../storage/audit.ts';
import { forgetDevices } from '../../storage/device.ts';
import { endFlowsOf } from '../../storage/flow.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { endSessions } from '../../storage/session.ts';
import { isSpent, spend } from '../../storage/spent.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { placeOf } from '../place.ts';
import { record } from '../record.ts';
import { throttle } from '../throttle.ts';
import { type DisownLink, readDisownLink } from './disown-link.ts';

const spentId = (link: DisownLink): string => `disown:${link.eventId}`;

export async function readAlert(deps: Deps, caller: Caller, input: { readonly link: string }) {
  const link = readDisownLink(deps.keyRing, input.link, caller.now);
  if (!link) return refuse({ tag: 'link-refused' });
  return deps.store.read(async (tx) => {
    const event = await findEvent(tx, link.accountId, link.eventId);
    if (!event) return refuse({ tag: 'link-refused' });
    return allow({
      operation: event.operation,
      outcome: event.outcome,
      at: event.at,
      device: event.device,
      place: placeOf(deps, event.country_code),
      subject: event.subject,
      keyName: event.key_name,
      used: await isSpent(tx, spentId(link)),
    });
  });
}

export interface Disowned {
  readonly sessionsEnded: number;
  readonly holdsStopped: number;
  /** The account has a key to come back with. */
  readonly hasKeys: boolean;
}

export async function disownAlert(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<Disowned>> {
  const { now } = caller;
  const link = readDisownLink(deps.keyRing, input.link, now);
  return deps.store.write(async (tx): Promise<Decision<Disowned>> => {
    // A signed link cannot be guessed, so only others count: whoever shares the holder's network cannot hold it up.
    if (!link) {
      return refuse((await throttle(deps, tx, 'code.network', [caller.network], now)) ?? { tag: 'link-refused' });
    }
    if (!(await lockAccount(tx, link.accountId))) return refuse({ tag: 'link-refused' });
    const account = await loadAccount(tx, link.accountId);
    if (!account || !(await spend(tx, spentId(link), link.expiresAt))) return refuse({ tag: 'link-refused' });
    const sessionsEnded = await endSessions(tx, { accountId: account.id }, 'alert.disown', now);
    let holdsStopped = 0;
    for (const hold of await listOpenHolds(tx, account.id)) {
      // What two proofs began, a trusted key stops; no link does.
      if (anybodyStops(hold) && (await endHold(tx, account.id, hold.id, 'vetoed', now))) holdsStopped++;
    }
    await endFlowsOf(tx, account.id);
    await forgetDevices(tx, account.id);
    await setFrozen(tx, account.id, now);
    await record(deps, tx, { ...caller, session: null }, 'alert.disown', account, { done: true });
    return allow({ sessionsEnded, holdsStopped, hasKeys: account.credentials.length > 0 });
  });
}
