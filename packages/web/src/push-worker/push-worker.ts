// The push worker: shows what a push message tells, and opens the page that belongs to what was pressed. It sees no request.

/** As the server makes it (`make-notification.ts`), and as old versions of it may have. */
interface PushedAlert {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly at: number | null;
  readonly notMe: string | null;
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface PushEvent extends ExtendableEvent {
  readonly data: { text(): string } | null;
}
interface NotificationClick extends ExtendableEvent {
  readonly action: string;
  readonly notification: Notification;
}
/** What this file uses of a ServiceWorkerGlobalScope; the page's own types know of windows only. */
interface WorkerScope {
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  readonly clients: { openWindow(url: string): Promise<unknown> };
  readonly location: { readonly origin: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationClick) => void): void;
}
const worker = globalThis as unknown as WorkerScope;

const ACTIVITY = '/activity';
const isText = (value: unknown): value is string => typeof value === 'string';

/** Browsers insist that each push shows something; one that cannot be read leads to where everything stands. */
const UNREAD: PushedAlert = {
  title: 'Something happened on your account.',
  body: 'Open your activity to see what.',
  tag: 'unread',
  at: null,
  notMe: null,
};

function read(text: string): PushedAlert {
  try {
    const { title, body, tag, at, notMe } = JSON.parse(text) as Record<keyof PushedAlert, unknown>;
    if (!isText(title) || !isText(body) || !isText(tag) || typeof at !== 'number') return UNREAD;
    return { title, body, tag, at, notMe: isText(notMe) ? notMe : null };
  } catch {
    return UNREAD;
  }
}

/** An address of this site, or the page of activity: a notification never leads elsewhere. */
function within(path: unknown): string {
  if (!isText(path) || !URL.canParse(path, worker.location.origin)) return ACTIVITY;
  const url = new URL(path, worker.location.origin);
  return url.origin === worker.location.origin ? url.href : ACTIVITY;
}

// A newer worker takes over at once: no page depends on the one before.
worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener('push', (event) => {
  const { title, body, tag, at, notMe } = read(event.data?.text() ?? '');
  const options = {
    body,
    tag,
    ...(at === null ? {} : { timestamp: at }),
    lang: 'en',
    icon: '/favicon.svg',
    // It stays until it is seen to: the person may be away.
    requireInteraction: true,
    data: { notMe },
    actions: notMe === null ? [] : [{ action: 'not-me', title: 'This wasn’t me' }],
  };
  event.waitUntil(worker.registration.showNotification(title, options));
});

worker.addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  notification.close();
  const { notMe } = (notification.data ?? {}) as { readonly notMe?: unknown };
  event.waitUntil(worker.clients.openWindow(action === 'not-me' ? within(notMe) : ACTIVITY));
});
