// Recovery links, as the mail carried them.

import type { Caller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import type { MailContent } from '../../packages/server/src/app/mail/send-mail.ts';
import { beginRecoveryLink } from '../../packages/server/src/app/recovery-link/begin.ts';
import { openRecoveryLink } from '../../packages/server/src/app/recovery-link/open.ts';
import { makeCaller } from './accounts.ts';
import { factsOf, type Left, leaves } from './use-case.ts';

type LinkMail = Extract<MailContent, { readonly kind: 'recovery-link' }>;

/** The link that was mailed, or null where none was. */
export function linkIn({ mails }: Left<unknown>): string | null {
  const found = mails.map(({ content }) => content).find((content) => content.kind === 'recovery-link');
  return (found as LinkMail | undefined)?.link ?? null;
}

export interface AskedFor {
  /** The browser that asked. */
  readonly caller: Caller;
  readonly link: string;
}

/** A link that a browser asked for, for an address that is given one. */
export async function askForLink(
  deps: Deps,
  email: string,
  caller = makeCaller({ network: email }),
): Promise<AskedFor> {
  const left = await leaves(deps, () => beginRecoveryLink(deps, caller, { email }));
  return { caller: { ...caller, flowToken: factsOf(left.answer).flowToken }, link: linkIn(left) ?? '' };
}

/** The browser that followed it. */
export async function followLink(deps: Deps, email: string): Promise<Caller> {
  const { caller, link } = await askForLink(deps, email);
  factsOf(await openRecoveryLink(deps, caller, { link }));
  return caller;
}
