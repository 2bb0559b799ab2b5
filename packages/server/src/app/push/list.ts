// push.list: the browsers with notifications, and which of them is the one that asks.

import { findSessionDevice } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { listBrowserRows, viewBrowser } from './find-browser.ts';

export function listBrowsers(deps: Deps, caller: SignedInCaller) {
  return consult(deps, caller, async (tx, account) => {
    const device = await findSessionDevice(tx, caller.session.id);
    return { browsers: (await listBrowserRows(tx, account.id)).map((row) => viewBrowser(row, device)) };
  });
}
