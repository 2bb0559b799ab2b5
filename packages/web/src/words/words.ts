// The catalogue: one folder a language, one file a page. What the entry needs is at hand; the rest comes with its page.
import { type BackendModule, createInstance, type i18n } from 'i18next';
import ceremony from './en/ceremony.ts';
import problems from './en/problems.ts';
import shared from './en/shared.ts';
import signIn from './en/sign-in.ts';
import time from './en/time.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared';
    keySeparator: false;
    nsSeparator: ':';
    returnNull: false;
  }
}

const pages = import.meta.glob<Record<string, string>>(
  ['./en/*.ts', '!./en/ceremony.ts', '!./en/problems.ts', '!./en/shared.ts', '!./en/sign-in.ts', '!./en/time.ts'],
  { import: 'default' },
);

/** Fetches a page's words when the page first asks for them. */
const byPage: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = pages[`./${language}/${namespace}.ts`];
    if (!load) return done(new Error(`No words for ${namespace}`), null);
    load().then(
      (words) => done(null, words),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

/** The catalogue, ready for the entry pages at once. */
export function createWords(): i18n {
  const words = createInstance();
  words.use(byPage);
  void words.init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'shared',
    resources: { en: { shared, time, problems, ceremony, 'sign-in': signIn } },
    partialBundledLanguages: true,
    ns: ['shared', 'time', 'problems', 'ceremony', 'sign-in'],
    keySeparator: false,
    nsSeparator: ':',
    initAsync: false,
    // React escapes what it writes.
    interpolation: { escapeValue: false },
    react: { useSuspense: true },
  });
  return words;
}
