// The witnesses of the sealed log, from settings: each a cosigner's key and where it listens.

import { createHash } from 'node:crypto';
import { parseCosignerKey } from '../domain/audit/cosigner.ts';
import type { Config } from './config.ts';
import { type Settings, settingOrDefault } from './schema.ts';

const NAME = 'HOLDFAST_LOG_WITNESSES';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const codec = {
  encode: (text: string) => Buffer.from(text, 'utf8'),
  base64: (bytes: Uint8Array) => Buffer.from(bytes).toString('base64'),
  bytes: (base64: string) => Buffer.from(base64, 'base64'),
};

/** In development http is let through too, for a witness on this machine. */
export function loadWitnesses(given: Settings, production: boolean, problems: string[]): Config['witnesses'] {
  const witnesses = settingOrDefault(given, NAME).flatMap((text) => {
    const [key = '', address = '', ...more] = text.split(/\s+/);
    const parsed = parseCosignerKey(sha256, codec, key);
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!parsed) {
      problems.push(`${NAME}: ${key.slice(0, 80)} is not a witness’s key, as holdfast witness prints it.`);
      return [];
    }
    const isHttp = url?.protocol === 'https:' || (url?.protocol === 'http:' && !production);
    if (!url || !isHttp || url.search !== '' || url.hash !== '' || url.username !== '' || more.length > 0) {
      problems.push(`${NAME}: after the key of ${parsed.name} comes a space and its https:// address.`);
      return [];
    }
    return { name: parsed.name, key, url: url.href.replace(/\/$/, '') };
  });
  const names = witnesses.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) problems.push(`${NAME}: ${twice} is there twice, and would count as two.`);
  return witnesses;
}
