// Which settings are no longer what the record says they are, and how the record says it.

/** By the name of the setting; text that holds no secret. */
export type RecordedSettings = Readonly<Record<string, string>>;

export interface ChangedSetting {
  readonly name: string;
  /** Null where the record has none yet. */
  readonly before: string | null;
  /** Null where there is no such setting any more. */
  readonly after: string | null;
}

/** In the order of their names, so that two servers put the same change on record in the same words. */
export function changedSettings(before: RecordedSettings, after: RecordedSettings): readonly ChangedSetting[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((setting) => setting.before !== setting.after);
}

export const sayChange = ({ name, before, after }: ChangedSetting): string =>
  `${name}: ${before ?? 'not recorded'} → ${after ?? 'no such setting'}`;

/** The first record of an installation: there is nothing before it to compare with. */
export const sayAll = (settings: RecordedSettings): string =>
  ['first record', ...Object.keys(settings).sort()]
    .map((name, at) => (at === 0 ? name : `${name}: ${settings[name]}`))
    .join('\n');
