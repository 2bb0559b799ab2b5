// A mail server that takes everything, and knows as little of SMTP (RFC 5321) as it can: it tells who was written to.

import { createServer, type Socket } from 'node:net';

export class MailSink {
  readonly #waiting = new Map<string, () => void>();

  /** Listens until the process ends, and does not keep it from ending. */
  static listen(port: number): Promise<MailSink> {
    const sink = new MailSink();
    const server = createServer((socket) => sink.#serve(socket));
    server.unref();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve(sink));
    });
  }

  /** Resolves when the next mail to `address` has been taken. One at a time for each address. */
  next(address: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(address, resolve));
  }

  #take(address: string): void {
    this.#waiting.get(address)?.();
    this.#waiting.delete(address);
  }

  #serve(socket: Socket): void {
    let text = '';
    let to = '';
    let inMail = false;
    const answer = (line: string): void => void socket.write(`${line}\r\n`);
    const command = (line: string): void => {
      to = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? to;
      inMail = /^DATA/i.test(line);
      answer(inMail ? '354 go on' : /^QUIT/i.test(line) ? '221 bye' : '250 ok');
    };
    socket.unref();
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (;;) {
        const mark = inMail ? '\r\n.\r\n' : '\r\n';
        const end = text.indexOf(mark);
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + mark.length);
        if (!inMail) {
          command(part);
          continue;
        }
        inMail = false;
        answer('250 taken');
        this.#take(to);
      }
    });
    answer('220 sink');
  }
}
