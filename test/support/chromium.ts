// Where this machine keeps the browser that the browser tests and the tour drive.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const USUAL_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

export const CHROMIUM_MISSING =
  'The browser tests need Chromium and none was found. Install it (Debian, Ubuntu: apt-get install chromium), ' +
  'or name its program in HOLDFAST_CHROMIUM.';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium or Chrome program, or null. HOLDFAST_CHROMIUM goes before what is installed. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env.HOLDFAST_CHROMIUM;
  if (named) return isProgram(named) ? named : null;
  const folders = new Set([...USUAL_FOLDERS, ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')]);
  const candidates = NAMES.flatMap((name) => [...folders].map((folder) => join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

/** @throws with a sentence that says what to install. */
export function chromiumPath(): string {
  const path = findChromium();
  if (path === null) throw new Error(CHROMIUM_MISSING);
  return path;
}
