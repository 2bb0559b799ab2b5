// A client that behaves as a browser does towards the API: it keeps cookies and sends Origin and fetch metadata.

import { type Answer, type Body, locate, type RoutedOperation } from '../../packages/contract/src/contract.ts';

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly [member: string]: unknown;
}

export interface Sent {
  readonly body?: unknown;
  readonly params?: Record<string, string> | undefined;
  readonly query?: Record<string, string> | undefined;
  readonly headers?: Record<string, string> | undefined;
}

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

export class BrowserLike {
  readonly #url: string;
  readonly cookies = new Map<string, string>();
  readonly headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.headers = { origin: url, 'sec-fetch-site': 'same-origin', 'user-agent': CHROME, ...headers };
  }

  /** The raw answer to an operation. */
  async send(operation: RoutedOperation, sent: Sent = {}): Promise<Response> {
    const { method, path } = locate(operation);
    const filled = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(sent.params?.[name] ?? ''));
    const query = sent.query ? `?${new URLSearchParams(sent.query)}` : '';
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.#url}${filled}${query}`, {
      method,
      redirect: 'manual',
      headers: {
        ...this.headers,
        ...(cookie ? { cookie } : {}),
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** The answer to an operation that must succeed. */
  async call<O extends RoutedOperation>(
    operation: O,
    ...[body, params, query]: [Body<O>?, Record<string, string>?, Record<string, string>?]
  ): Promise<Answer<O>> {
    const response = await this.send(operation, { body, params, query });
    const answer = (await response.json()) as unknown;
    if (response.status !== 200) throw new Error(`${operation} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer as Answer<O>;
  }

  /** The problem with which an operation must be refused. */
  async refused(operation: RoutedOperation, sent: Sent = {}): Promise<Problem> {
    const response = await this.send(operation, sent);
    const problem = (await response.json()) as Problem;
    if (response.status < 400) throw new Error(`${operation} was not refused: ${JSON.stringify(problem)}`);
    if (problem.status !== response.status) {
      throw new Error(`${operation}: status ${response.status}, problem ${problem.status}`);
    }
    return problem;
  }
}
