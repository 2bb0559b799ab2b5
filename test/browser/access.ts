// Judges a page by the rules of WCAG 2.2 AA that a machine can judge, with axe.

import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const LEVEL_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const COLOURS = ['color-contrast', 'link-in-text-block'];

/** All rules, or those of colour alone: nothing else about a page changes with its theme. */
export type Judged = 'everything' | 'colours';

/** One line for each rule that an element breaks. */
export async function judgeAccess(page: Page, judged: Judged = 'everything'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const runOnly = judged === 'colours' ? { type: 'rule', values: COLOURS } : { type: 'tag', values: LEVEL_AA };
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { readonly axe: typeof axe }).axe.run(document, options),
    { runOnly, resultTypes: ['violations'], preload: false } as RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ')}`),
  );
}
