// Judges a page by the rules of WCAG 2.2 AA that a machine can judge, with axe.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVEL_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const COLOURS = ['color-contrast', 'link-in-text-block'];

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }[];
  }>;
}

/** All rules, or those of colour alone: nothing else about a page changes with its theme. */
export type Judged = 'everything' | 'colours';

/** One line for each rule that an element breaks. */
export async function judgeAccess(page: Page, judged: Judged = 'everything'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const runOnly = judged === 'colours' ? { type: 'rule', values: COLOURS } : { type: 'tag', values: LEVEL_AA };
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { readonly axe: Axe }).axe.run(document, options),
    { runOnly, resultTypes: ['violations'], preload: false },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ')}`),
  );
}
