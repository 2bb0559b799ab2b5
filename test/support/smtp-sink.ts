// A real SMTP server on loopback that keeps what it is given.

import { once } from 'node:events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface SmtpSink {
  readonly url: string;
  readonly mails: readonly Email[];
  /** The first mail to `to`, waited for. */
  mailTo(to: string): Promise<Email>;
  close(): Promise<void>;
}

export async function startSmtpSink(port = 0): Promise<SmtpSink> {
  const mails: Email[] = [];
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 100,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          callback();
        }, callback);
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    mails,
    mailTo: async (to) => {
      for (let tries = 0; tries < 600; tries++) {
        const mail = mails.find((one) => one.to?.some((recipient) => recipient.address === to));
        if (mail) return mail;
        await new Promise((turn) => setTimeout(turn, 10));
      }
      throw new Error(`no mail to ${to}`);
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
