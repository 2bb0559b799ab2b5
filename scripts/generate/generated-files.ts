// What is generated into docs/, by path from the root.

import { renderConfigurationReference } from '../../packages/server/src/config/reference.ts';
import { renderCommandLine } from './command-line-page.ts';
import { renderHeldDataSchema } from './held-data-schema.ts';
import { renderOpenApi } from './open-api.ts';
import { renderOperations } from './operations-page.ts';
import { renderProblems } from './problems-page.ts';

/** The same bytes each time for the same sources. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/openapi.json', await renderOpenApi()],
    ['docs/held-data.schema.json', renderHeldDataSchema()],
    ['docs/configuration.md', renderConfigurationReference()],
    ['docs/problems.md', renderProblems()],
    ['docs/operations.md', renderOperations()],
    ['docs/cli.md', renderCommandLine()],
  ]);
}
