// What a browser shows of an alert: what happened as the title, and below it on what and where.

import type { AlertPayload } from '../../domain/alert/alert-payload.ts';

/** As the push worker of the pages reads it. Addresses are paths: a notification leads nowhere else than here. */
export interface Notification {
  readonly title: string;
  readonly body: string;
  /** The event's id: one that comes twice is shown once. */
  readonly tag: string;
  readonly at: number;
  /** Path and fragment of “This wasn’t me”; null where there is nothing to stop. */
  readonly notMe: string | null;
}

/** Far above what any alert says; what is cut is said in full by mail and on the page of activity. */
const LENGTH_MAX = 300;
const cut = (text: string): string => (text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX - 1)}…` : text);

export function makeNotification(alert: AlertPayload, platformName: string): Notification {
  const where = [alert.device, alert.place].filter((part) => part !== null).join(', ');
  const { notMe } = alert.links;
  return {
    title: cut(alert.what),
    body: where === '' ? platformName : `${cut(where)} · ${platformName}`,
    tag: alert.id,
    at: alert.at,
    notMe: notMe === null ? null : pathOf(notMe),
  };
}

function pathOf(link: string): string {
  const { pathname, search, hash } = new URL(link);
  return `${pathname}${search}${hash}`;
}
