// What is asked of the API where a stop has no page to show, word for word, and the answer that has to come.

import { type Answer, locate, type RoutedOperation } from '../../packages/contract/src/contract.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import type { BrowserLike, Sent } from '../../test/support/browser-like.ts';

interface Answered {
  readonly status: number;
  readonly answer: unknown;
}

/** Somebody who asks: who, as the transcript has it, and with what. */
export interface Asker {
  readonly who: string;
  send(operation: RoutedOperation, sent: Sent): Promise<Answered>;
}

/** With a browser that has no pages. */
export const askerWith = (who: string, browser: BrowserLike): Asker => ({
  who,
  async send(operation, sent) {
    const response = await browser.send(operation, sent);
    return { status: response.status, answer: await response.json() };
  },
});

const filled = (path: string, params: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));

/** From the page that a visitor has open, with its cookies and its origin. */
export const askerAt = (who: string, { page }: Visitor): Asker => ({
  who,
  send(operation, { body, params }) {
    const { method, path } = locate(operation);
    return page.evaluate(
      async ([address, init]) => {
        const response = await fetch(address, init);
        return { status: response.status, answer: (await response.json()) as unknown };
      },
      [
        filled(path, params),
        body === undefined
          ? { method }
          : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      ] as const,
    );
  },
});

export class Talk {
  readonly #lines: string[] = [];

  /** What was asked and answered so far. Answers stand there by their outcome: many hold what opens something. */
  get text(): string {
    return this.#lines.join('\n');
  }

  say(sentence: string): void {
    this.#lines.push(sentence);
  }

  /** Done, or the tour ends here. */
  async done<O extends RoutedOperation>(asker: Asker, operation: O, sent: Sent = {}): Promise<Answer<O>> {
    return (await this.#ask(asker, operation, sent, 'done')) as Answer<O>;
  }

  /** Refused with this code, or the tour ends here. */
  async refused(asker: Asker, operation: RoutedOperation, sent: Sent, code: string): Promise<void> {
    await this.#ask(asker, operation, sent, code);
  }

  async #ask(asker: Asker, operation: RoutedOperation, sent: Sent, expected: string): Promise<unknown> {
    const { status, answer } = await asker.send(operation, sent);
    const outcome = status < 400 ? 'done' : (answer as { readonly code: string }).code;
    const { method, path } = locate(operation);
    this.#lines.push(`${asker.who}: ${operation}, ${method} ${path} → ${status} ${outcome}`);
    if (outcome !== expected) throw new Error(`${this.text}\nit has to be ${expected}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
