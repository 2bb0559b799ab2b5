// Reads settings from the environment and the optional file, as the schema defines them; says in sentences what is wrong.

import { Errors } from 'typebox/schema';
import { nearestName } from './nearest-name.ts';
import {
  CONFIG_FILE,
  type Setting,
  type SettingName,
  type Settings,
  settingNames,
  settingOf,
  settings,
} from './schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
/** The text of a file. @throws when it cannot be read */
export type ReadFile = (path: string) => string;

const PREFIX = 'HOLDFAST_';

/** Values that the schema accepts; a setting with a problem is left out, so that one slip is reported once. */
export function readSettings(env: Environment, readFile: ReadFile, problems: string[]): Settings {
  const given = { ...fromFile(env[CONFIG_FILE], readFile, problems), ...fromEnvironment(env, problems) };
  const [, errors] = Errors(settings, given);
  const wrong = new Set<string>();
  for (const error of errors) {
    const name = error.instancePath.split('/')[1] ?? '';
    if (!isSettingName(name) || wrong.has(name)) continue;
    wrong.add(name);
    problems.push(`${name} ${expectation(settingOf(name), given[name])}`);
  }
  return Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))) as Settings;
}

function fromEnvironment(env: Environment, problems: string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(env)) {
    // An empty variable is how shells and composers say "not set".
    if (!name.startsWith(PREFIX) || name === CONFIG_FILE || text === undefined || text.trim() === '') continue;
    if (isSettingName(name)) values[name] = fromText(settingOf(name), text.trim());
    else problems.push(unknown(name, 'a setting'));
  }
  return values;
}

function fromFile(path: string | undefined, readFile: ReadFile, problems: string[]): Record<string, unknown> {
  if (path === undefined || path.trim() === '') return {};
  const parsed = parseFile(path, readFile);
  if (typeof parsed === 'string') {
    problems.push(`${CONFIG_FILE}: ${parsed}`);
    return {};
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (isSettingName(name)) values[name] = value;
    else problems.push(unknown(name, `a setting (in ${path})`));
  }
  return values;
}

function parseFile(path: string, readFile: ReadFile): Readonly<Record<string, unknown>> | string {
  let text: string;
  try {
    text = readFile(path);
  } catch {
    return `${path} cannot be read.`;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
    return `${path} must hold one JSON object, from setting to value.`;
  } catch {
    // The parser quotes what it read, which may be a secret.
    return `${path} is not JSON.`;
  }
}

function unknown(name: string, what: string): string {
  const nearest = nearestName(name, [...settingNames, CONFIG_FILE]);
  return `${name} is not ${what}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`;
}

function fromText(setting: Setting, text: string): unknown {
  if (setting.type === 'integer') return /^-?[0-9]{1,15}$/.test(text) ? Number(text) : text;
  if (setting.type === 'array') {
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  return text;
}

/** What a value must be, after the setting's name. Limits say in which direction they move. */
function expectation(setting: Setting, value: unknown): string {
  if (setting.enum) return `must be ${either(setting.enum)}.`;
  if (setting.type === 'array') return 'must be a list: separated by commas, or a list in JSON.';
  if (setting.type === 'string') return `must be text of 1 to ${setting.maxLength} characters.`;
  const { minimum, maximum } = setting;
  if (setting.group === 'Limits' && maximum && typeof value === 'number' && value > maximum) {
    return `may be ${maximum} at most (${duration(maximum)}): a limit may be made stricter, never looser.`;
  }
  return `must be a whole number from ${minimum} to ${maximum}.`;
}

function either(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length === 1 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

const SPANS = [
  [86400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

function duration(seconds: number): string {
  const [length, name] = SPANS.find(([span]) => seconds % span === 0) ?? [1, 'second'];
  const count = seconds / length;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings.properties, name);
}
