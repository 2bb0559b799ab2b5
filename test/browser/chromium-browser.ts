// Starts the machine's Chromium with the flags that its headless mode needs.

import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../support/chromium.ts';

const FLAGS = [
  // As root, which containers often run as, Chromium starts only without its sandbox.
  '--no-sandbox',
  '--headless=new',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const startChromium = (...flags: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), headless: true, args: [...FLAGS, ...flags] });

/** What people have who set twice the usual text size in their browser. */
export const LARGE_TEXT = '--blink-settings=defaultFontSize=32';
