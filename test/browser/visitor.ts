// Somebody at a browser: a fresh profile, one page, two keys, and note of everything that the page did wrong.

import type { Browser, BrowserContext, CDPSession, ConsoleMessage, Page } from 'playwright-core';
import { VirtualKey } from './virtual-key.ts';

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** How long anything on a page may take to appear. */
const PATIENCE_MS = 30_000;

export interface VisitorOptions {
  readonly url: string;
  /** The browser offers keys in form fields. Virtual keys answer such an offer at once. Default: no. */
  readonly offersKeysInFields?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Runs in every page before its own scripts: reports what the CSP refused, and notes how keys were asked. */
function prepare(offersKeysInFields: boolean): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`refused by the CSP: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  if (!('credentials' in navigator)) return;
  if (!offersKeysInFields) PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  const asked: string[] = [];
  const get = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = (options) => {
    asked.push(options?.mediation ?? 'optional');
    return get(options);
  };
  Object.assign(window, { askedOfKeys: asked });
}

/** The browser itself says of every answer above 399 that it failed; that an API refuses is no fault of a page. */
const isRefusal = (message: ConsoleMessage): boolean =>
  message.text().startsWith('Failed to load resource') && !/\/assets\//.test(message.location().url);

export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Built into the computer. */
  readonly laptop = new VirtualKey('internal');
  /** A security key. */
  readonly deskKey = new VirtualKey('usb');
  /** Uncaught errors, complaints on the console, and what the CSP refused. */
  readonly faults: string[] = [];
  readonly #cdp: CDPSession;
  readonly #held: VirtualKey[] = [];

  private constructor(context: BrowserContext, page: Page, cdp: CDPSession) {
    this.context = context;
    this.page = page;
    this.#cdp = cdp;
    page.on('pageerror', (error) => this.faults.push(String(error.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message)) this.faults.push(message.text());
    });
  }

  static async enter(browser: Browser, options: VisitorOptions): Promise<Visitor> {
    const agent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version().split('.')[0]}.0.0.0 Safari/537.36`;
    const context = await browser.newContext({
      baseURL: options.url,
      viewport: options.viewport ?? DESK,
      locale: 'en-GB',
      timezoneId: 'Europe/Lisbon',
      userAgent: agent,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(prepare, options.offersKeysInFields ?? false);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    return new Visitor(context, page, cdp);
  }

  /** Has this key at hand and no other: the visitor's own, or one brought along from another browser. Or none. */
  async hold(key: VirtualKey | null): Promise<void> {
    for (const held of this.#held.splice(0)) await held.pullFrom(this.#cdp);
    if (!key) return;
    await key.plugInto(this.#cdp);
    this.#held.push(key);
  }

  /** How the page asked for keys since it was loaded: `conditional` in a field, `optional` by a button. */
  askedOfKeys(): Promise<readonly string[]> {
    return this.page.evaluate(() => (window as unknown as { readonly askedOfKeys: string[] }).askedOfKeys);
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
