// A page in a chunk of its own, drawn the moment the chunk and its words are here.
import type { i18n, Namespace } from 'i18next';
import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Words = readonly (Namespace & string)[];

/**
 * The page that `load` fetches together with its words, and `Waiting` in its place until then. Not by React's `lazy`:
 * what Suspense has once hidden it shows again no sooner than 300 ms later, however soon it came, and here that would be
 * on every arrival.
 *
 * @param words all of the page's: those that arrived later would hide it, and take focus with it.
 */
export function pageIn(
  load: () => Promise<{ readonly default: ComponentType }>,
  words: Words,
  Waiting: ComponentType,
): ComponentType {
  let fetched: ComponentType | null = null;
  const fetch = async (catalogue: i18n): Promise<ComponentType> => {
    const [page] = await Promise.all([load(), catalogue.loadNamespaces(words)]);
    const missing = words.filter((name) => !catalogue.hasResourceBundle(catalogue.language, name));
    if (missing.length > 0) throw new Error(`The words of ${missing.join(', ')} did not arrive`);
    fetched = page.default;
    return page.default;
  };
  return function Arriving() {
    const { i18n: catalogue } = useTranslation('shared');
    const [Page, setPage] = useState(() => fetched);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    useEffect(() => {
      if (Page) return;
      let left = false;
      fetch(catalogue).then(
        (page) => !left && setPage(() => page),
        (error: unknown) => !left && setFailure({ error }),
      );
      return () => {
        left = true;
      };
    }, [Page, catalogue]);
    if (failure) throw failure.error;
    return Page ? <Page /> : <Waiting />;
  };
}
