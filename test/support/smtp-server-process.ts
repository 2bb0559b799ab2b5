// A mail server as a process of its own, to be stopped: it tells its parent each mail before it acknowledges it.

import { SMTPServer } from 'smtp-server';

/** What it is told on its command line, as JSON. */
export interface SmtpServerJob {
  readonly port: number;
  /** Mails that it takes without a word and dies of. */
  readonly diesOfMail?: true;
}

const { port, diesOfMail } = JSON.parse(process.argv[2] ?? '') as SmtpServerJob;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, _session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const messageId = /^message-id:\s*<([^>]+)>/im.exec(Buffer.concat(chunks).toString('utf8'))?.[1];
      process.send?.({ messageId }, () => (diesOfMail ? process.kill(process.pid, 'SIGKILL') : callback()));
    });
  },
});
// Whoever was connected may have been killed.
server.on('error', () => {});
server.listen(port, '127.0.0.1', () => process.send?.({ listening: true }));
