// docs/held-data.schema.json: the JSON Schema of the document of what is held on a person, from the columns that it gives.

import { HELD } from '../../packages/server/src/storage/held-data.ts';

/** As stored: no value is anything but text, a number, or nothing. */
const VALUE = { type: ['string', 'number', 'null'] };

const objectOf = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

const tables = Object.entries(HELD).map(([table, columns]) => [
  table,
  { type: 'array', items: objectOf(Object.fromEntries(columns.map((column) => [column, VALUE]))) },
]);

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Everything that Holdfast holds on one person',
  description:
    'Times are milliseconds since 1970, booleans 0 or 1, bytes base64url. What the columns mean: stored-shapes.md.',
  ...objectOf({
    holdfast: { const: 'held-data' },
    v: { const: 1 },
    at: { type: 'integer' },
    account: { type: 'string' },
    notIncluded: { type: 'array', items: { type: 'string' } },
    tables: objectOf(Object.fromEntries(tables)),
  }),
};

export const renderHeldDataSchema = (): string => `${JSON.stringify(schema, null, 2)}\n`;
