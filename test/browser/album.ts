// The pictures that one visitor's test keeps, and at the end what was wrong with any of them.

import { join } from 'node:path';
import { ARTIFACTS } from './browser-tests.ts';
import { portray } from './portraits.ts';
import type { Visitor } from './visitor.ts';

/** `keep` takes the page's picture under a name of its own; `wrong` has a line for each fault of each picture. */
export function album({ page }: Visitor) {
  const wrong: string[] = [];
  return {
    keep: async (name: string): Promise<void> => {
      wrong.push(...(await portray(page, join(ARTIFACTS, 'pages'), name)));
    },
    wrong,
  };
}
