/** A mail server that takes what it is given and lets it be read again. */

import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { atEnd } from '../../support/at-end.ts';

export interface Sink {
  /** Of the server, for `SMTP_URL`. */
  readonly url: string;
  /** The next `count` mails that nobody has read yet, once they are there. */
  next(count: number): Promise<ParsedMail[]>;
  /** Whether it takes nothing from now on. */
  refuse(all: boolean): void;
  /** Sends through SMTP, and answers what arrived. */
  send(mail: SendMailOptions): Promise<ParsedMail>;
}

export async function openSink(): Promise<Sink> {
  const arrived: Promise<ParsedMail>[] = [];
  const wake = new EventEmitter();
  let read = 0;
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refusing ? new Error(`no such person: ${address}`) : null),
    onData(stream, _session, done) {
      arrived.push(simpleParser(stream));
      stream.on('end', () => done());
      wake.emit('mail');
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  atEnd(() => {
    transport.close();
    server.close();
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    refuse: (all) => {
      refusing = all;
    },
    async next(count) {
      while (arrived.length < read + count) await once(wake, 'mail');
      read += count;
      return Promise.all(arrived.slice(read - count, read));
    },
    async send(mail) {
      const before = arrived.length;
      await transport.sendMail({ from: 'news@northlight.example', ...mail });
      const parsed = await arrived[before];
      if (!parsed) throw new Error('no mail arrived');
      return parsed;
    },
  };
}
