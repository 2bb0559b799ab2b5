// configuration.changed: at every start, the settings that bear on security are compared with those last recorded, and
// each one that differs is put on record. Who changes them is at the machine; the record is for everybody else.

import {
  changedSettings,
  type RecordedSettings,
  sayAll,
  sayChange,
} from '../../domain/configuration/changed-settings.ts';
import { claimFact, findFact, setFact } from '../../storage/fact.ts';
import type { Deps } from '../deps.ts';
import { type Recorder, recordBySystem } from '../record.ts';

const FACT = 'configuration.recorded';
const NOTHING = '{}';

/** Of several servers that start together on the same new settings, one puts them on record. @returns how many differ */
export async function recordConfiguration(
  deps: Recorder & Pick<Deps, 'store'>,
  settings: RecordedSettings,
  now: number,
): Promise<number> {
  const text = JSON.stringify(settings);
  if ((await deps.store.read((tx) => findFact(tx, FACT))) === text) return 0;
  return deps.store.write(async (tx) => {
    const held = await claimFact(tx, FACT, NOTHING);
    const changes = changedSettings(JSON.parse(held) as RecordedSettings, settings);
    const said = held === NOTHING ? [sayAll(settings)] : changes.map(sayChange);
    for (const subject of said) await recordBySystem(deps, tx, now, 'configuration.changed', null, { subject });
    await setFact(tx, FACT, text);
    return changes.length;
  });
}
