// Renders docs/configuration.md from the schema.

import { CONFIG_FILE, type Setting, settingNames, settingOf } from './schema.ts';

/** The whole page, in Markdown. */
export function renderConfigurationReference(): string {
  const entries = settingNames.map((name) => ({ name, setting: settingOf(name) }));
  const groups = [...new Set(entries.map(({ setting }) => setting.group))];
  const sections = groups.map((group) => {
    const own = entries.filter(({ setting }) => setting.group === group);
    return [`## ${group}`, ...own.map(({ name, setting }) => renderSetting(name, setting))].join('\n\n');
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# Configuration

<!-- Generated from packages/server/src/config/schema.ts by \`npm run generate\`. -->

On localhost nothing needs to be set. Everything else is an environment variable from this page, or the same name in a
JSON file that \`${CONFIG_FILE}\` points to. The environment wins. A name that is not on this page stops the server, and
so does a value that cannot be used; every problem is reported at once.

Lists are separated by commas in the environment and are lists in the file. An empty variable counts as not set.`;

function renderSetting(name: string, setting: Setting): string {
  const facts = [`*${kindOf(setting)}*`, `default: ${defaultOf(setting)}`];
  if (setting.requiredInProduction) facts.push('**required in production**');
  if (setting.secret) facts.push('secret');
  return `### \`${name}\`\n\n${facts.join(' · ')}\n\n${setting.description}`;
}

function kindOf(setting: Setting): string {
  if (setting.enum) return setting.enum.join(' | ');
  if (setting.type === 'integer') return `whole number, ${setting.minimum} to ${setting.maximum}`;
  return setting.type === 'array' ? 'list' : 'text';
}

function defaultOf(setting: Setting): string {
  if (setting.defaultNote !== undefined) return setting.defaultNote;
  if (Array.isArray(setting.default)) return 'empty';
  return setting.default === undefined ? 'none' : `\`${String(setting.default)}\``;
}
