// Shows on standard error how far long work has got, where somebody is looking.

export interface Progress {
  at(count: number): void;
  end(): void;
}

export function showProgress(what: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { at: () => {}, end: () => {} };
  return {
    at: (count) => {
      stream.write(`\r${what}: ${count.toLocaleString('en')}`);
    },
    end: () => {
      stream.write('\r\x1b[K');
    },
  };
}
