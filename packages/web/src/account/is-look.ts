// Whether a read is the page's own doing: something changed, here or elsewhere, and what is shown is read again.
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Such a read is no use of the session, so that what others do to an account cannot keep its open pages signed in. */
export const isLook = (context: { readonly client: QueryClient; readonly queryKey: QueryKey }): boolean =>
  context.client.getQueryState(context.queryKey)?.isInvalidated ?? false;
