// Waits until a page has said what it has to say.

import type { Page } from 'playwright-core';

/** Its statement stands, and nothing on it is still being fetched. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('.ghost') === null);
}
