// Every slow operation that a page can begin asks for a second proof first (product.md §3). Read from the sources, so that
// a new kind, or a new page, that does not ask is found.
import { describe, expect, test } from 'vitest';

// The pages import nothing of the server; only this test looks at its tables, to be told when they grow.
const domain = new URL('../../../server/src/domain/', import.meta.url);
const { authority } = (await import(/* @vite-ignore */ new URL('authority.ts', domain).href)) as {
  readonly authority: Readonly<Record<string, { readonly pace: 'instant' | 'slow' }>>;
};
const { SLOW_KINDS } = (await import(/* @vite-ignore */ new URL('hold/hold.ts', domain).href)) as {
  readonly SLOW_KINDS: readonly string[];
};

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const SOURCES = Object.entries(sources).map(([path, text]) => ({ path, text }));

/** Begun by the bearer of a link, by mailbox and password together: nobody is signed in who could be asked. */
const BEGUN_BY_LINK = 'totp.replace';
const KINDS = SLOW_KINDS.filter((kind) => kind !== BEGUN_BY_LINK);
const SLOW_OPERATIONS = Object.entries(authority)
  .filter(([, { pace }]) => pace === 'slow')
  .map(([operation]) => operation);

const asks = (kind: string) => `askForSecond({ kind: '${kind}', what`;
const begins = (operation: string) => `change('${operation}'`;

describe('a second proof is asked for', () => {
  test.each(KINDS)('by the page that begins %s', (kind) => {
    expect(SOURCES.filter(({ text }) => text.includes(asks(kind))).map(({ path }) => path)).not.toEqual([]);
  });

  test.each(SLOW_OPERATIONS)('before %s, wherever that is called', (operation) => {
    const others = SOURCES.filter(({ text }) => text.toLowerCase().includes(`call('${operation}'`));
    expect(others.map(({ path }) => path)).toEqual([]);
    const places = SOURCES.filter(({ text }) => text.includes(begins(operation)));
    expect(places).not.toEqual([]);
    for (const { path, text } of places) {
      const [before = ''] = text.split(begins(operation));
      expect(before, path).toContain('askForSecond({ kind: ');
    }
  });
});
