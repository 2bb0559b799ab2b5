// Keeps pictures of a page: on a desk and on a phone, light and dark, judged for access on the way.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { judgeAccess } from './access.ts';
import { DESK, PHONE } from './visitor.ts';

/** Four pictures under `name` in `folder`. Answers with what is wrong with the page, a line each. */
export async function portray(page: Page, folder: string, name: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const wrong: string[] = [];
  // A dialog stands over what is in sight; the rest of the page below it is no part of the picture.
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    if (fullPage) await page.evaluate(() => scrollTo(0, 0));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const title = `${name}-${viewport.width}-${colorScheme}`;
      await page.screenshot({ path: join(folder, `${title}.png`), fullPage });
      const faults = await judgeAccess(page, colorScheme === 'light' ? 'everything' : 'colours');
      wrong.push(...faults.map((fault) => `${title}: ${fault}`));
    }
    const [whole = 0, seen = 0] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    if (whole > seen) wrong.push(`${name}-${viewport.width}: scrolls sideways, ${whole} px wide`);
  }
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light' });
  return wrong;
}
