// The live feed as a page reads it: server-sent events over a real connection.

import type { BrowserLike } from './browser-like.ts';

export interface SentEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: { readonly event?: { readonly operation: string }; readonly alert?: { readonly what: string } | null };
}

export interface LiveStream {
  readonly response: Response;
  /** Resolves with the first event that fits, those included that came before. @throws when the stream ends without one. */
  next(fits: (sent: SentEvent) => boolean): Promise<SentEvent>;
  /** Resolves when the server has closed it. */
  closed(): Promise<void>;
  leave(): Promise<void>;
}

const field = (block: string, name: string): string | null =>
  block
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2) ?? null;

export async function openLive(browser: BrowserLike, headers: Record<string, string> = {}): Promise<LiveStream> {
  const response = await browser.send('live.watch', { headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('the stream has a body');
  const seen: SentEvent[] = [];
  let text = '';
  /** @returns false at the stream's end. */
  const read = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    if (done) return false;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = field(block, 'data');
      if (data !== null)
        seen.push({ id: field(block, 'id'), event: field(block, 'event') ?? '', data: JSON.parse(data) });
    }
    return true;
  };
  return {
    response,
    async next(fits) {
      for (;;) {
        const found = seen.find(fits);
        if (found) return found;
        if (!(await read())) throw new Error('the stream ended');
      }
    },
    async closed() {
      while (await read());
    },
    leave: () => reader.cancel(),
  };
}
