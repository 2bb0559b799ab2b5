// Words of the page for addresses that lead nowhere.

const notFound = {
  title: 'Nothing here',
  statement: 'There is nothing at this address.',
  lede: 'The link may be old, or a letter is missing. Your account is as it was.',
  overview: 'Go to your account',
} as const;

export default notFound;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'not-found': typeof notFound;
  }
}
