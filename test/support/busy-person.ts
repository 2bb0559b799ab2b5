// Somebody who changes their account without a pause, whatever becomes of the server, and keeps what was acknowledged.

import { BrowserLike } from './browser-like.ts';
import { type Person, roamingKey, signIn } from './people.ts';

/** Presence is proved anew before it is too old for what is done here. */
const FRESH_MS = 60_000;
/** Keys that are removed stay for three days: so many fit into an account. */
const KEYS_MAX = 16;

/** Where servers may or may not run. */
export interface Site {
  /** The address that its pages and keys are for. */
  readonly url: string;
  /** Resolves with the address of a server that runs, once there is one. */
  anyServer(): Promise<string>;
  isOver(): boolean;
}

/** How often something was done, by what it leaves in the evidence: `account.rename done Mara 7`. */
export type Tally = Map<string, number>;

const count = (tally: Tally, what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);

export class BusyPerson {
  readonly name: string;
  readonly accountId: string;
  /** Sent; it may have been done without an answer. */
  readonly asked: Tally = new Map();
  readonly acknowledged: Tally = new Map();
  /** Ids of events that the person was shown. */
  readonly shown = new Set<string>();
  /** Answers that should not have been, whoever was killed. */
  readonly complaints: string[] = [];
  readonly #person: Person;
  readonly #site: Site;
  readonly #deskKeyId: string;
  readonly #browsers = new Map<string, BrowserLike>();
  #provedAt = performance.now();
  #turns = 0;
  #keysAsked = 0;
  /** Null where the answer to the last wish was lost. */
  #isExcluded: boolean | null = false;
  /** An answer that may be lost brings another token. */
  #isTokenUnsure = false;

  private constructor(site: Site, person: Person, known: { readonly accountId: string; readonly deskKeyId: string }) {
    this.#site = site;
    this.#person = person;
    this.name = person.email.split('@')[0] ?? '';
    this.accountId = known.accountId;
    this.#deskKeyId = known.deskKeyId;
  }

  /** @param person just signed up, with nothing but the desk key */
  static async of(site: Site, person: Person): Promise<BusyPerson> {
    const { accountId } = await person.browser.call('session.read');
    const { credentials } = await person.browser.call('credential.list');
    return new BusyPerson(site, person, { accountId, deskKeyId: credentials[0]?.id ?? '' });
  }

  async work(): Promise<void> {
    while (!this.#site.isOver()) {
      try {
        await this.#turn(await this.#site.anyServer());
      } catch (error) {
        this.#isExcluded = null;
        if (this.#isTokenUnsure) this.#provedAt = Number.NEGATIVE_INFINITY;
        this.#isTokenUnsure = false;
        // What `fetch` throws where there is no answer; everything else is an answer that is wrong.
        if (error instanceof TypeError) continue;
        this.complaints.push(String(error));
        return;
      }
    }
  }

  #browserAt(url: string): BrowserLike {
    const browser = this.#browsers.get(url) ?? new BrowserLike(url, { origin: this.#site.url });
    this.#browsers.set(url, browser);
    for (const [name, value] of this.#person.browser.cookies) browser.cookies.set(name, value);
    return browser;
  }

  /** By a session of its own: the one before goes on where this one's answer is lost. */
  async #signInAnew(url: string): Promise<void> {
    const { cookies } = await signIn(
      this.#site,
      this.#person.deskKey,
      new BrowserLike(url, { origin: this.#site.url }),
    );
    this.#provedAt = performance.now();
    for (const [name, value] of cookies) this.#person.browser.cookies.set(name, value);
  }

  async #turn(url: string): Promise<void> {
    if (performance.now() - this.#provedAt > FRESH_MS) await this.#signInAnew(url);
    const browser = this.#browserAt(url);
    const isExcluded = this.#isExcluded ?? (await browser.call('training.read')).optedOut;
    const word = `${this.name} ${++this.#turns}`;
    if (this.#keysAsked < KEYS_MAX) await this.#addKey(browser, word);
    await this.#do(`account.rename done ${word}`, () => browser.call('account.rename', { displayName: word }));
    await this.#wish(browser, isExcluded);
    await this.#do('credential.remove refused', () => this.#mayNot(browser, this.#deskKeyId, 'floor.would-break'));
    if (this.#turns % 4 !== 0) return;
    const { events } = await browser.call('activity.list');
    for (const { id } of events) this.shown.add(id);
  }

  /** Every other one is removed again: it is shut out at once, and its removal waits. */
  async #addKey(browser: BrowserLike, word: string): Promise<void> {
    this.#keysAsked++;
    const options = await browser.call('credential.add-options', { hint: 'security-key' });
    const response = roamingKey(this.#site).register(options);
    this.#isTokenUnsure = true;
    const { credential } = await this.#do(`credential.add done ${word}`, () =>
      browser.call('credential.add', { nickname: word, response }),
    );
    // The session goes on under another token, wherever it is used next.
    for (const [name, value] of browser.cookies) this.#person.browser.cookies.set(name, value);
    this.#isTokenUnsure = false;
    if (this.#keysAsked % 2 === 0) return;
    await this.#do(`credential.remove done ${word}`, () =>
      browser.call('credential.remove', undefined, { credentialId: credential.id }),
    );
  }

  /** To be trained on or not, the other way round each time. */
  async #wish(browser: BrowserLike, isExcluded: boolean): Promise<void> {
    const operation = isExcluded ? 'training.opt-in' : 'training.opt-out';
    count(this.asked, `${operation} done null`);
    count(this.asked, `${operation} refused`);
    const { status } = await browser.send(operation, { body: {} });
    // The wish whose answer was lost was still being committed when the ledger was read.
    if (status === 409) count(this.acknowledged, `${operation} refused`);
    else if (status === 200) count(this.acknowledged, `${operation} done null`);
    else throw new Error(`${operation} answered ${status}`);
    this.#isExcluded = !isExcluded;
  }

  async #do<T>(what: string, act: () => Promise<T>): Promise<T> {
    count(this.asked, what);
    const answer = await act();
    count(this.acknowledged, what);
    return answer;
  }

  /** A refusal is acknowledged as well: that somebody tried is on record. */
  async #mayNot(browser: BrowserLike, credentialId: string, because: string): Promise<void> {
    const { code } = await browser.refused('credential.remove', { params: { credentialId } });
    if (code !== because) throw new Error(`credential.remove was refused with ${code}, not ${because}`);
  }
}
