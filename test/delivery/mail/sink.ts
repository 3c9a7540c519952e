/** A mail server that takes what it is given and lets it be read again. */

import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { atEnd } from '../../support/at-end.ts';

export interface Sink {
  /** Sends through SMTP, and answers what arrived. */
  send(mail: SendMailOptions): Promise<ParsedMail>;
}

export async function openSink(): Promise<Sink> {
  const arrived: Promise<ParsedMail>[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      arrived.push(simpleParser(stream));
      stream.on('end', () => done());
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
    async send(mail) {
      const before = arrived.length;
      await transport.sendMail({ from: 'news@northlight.example', ...mail });
      const parsed = await arrived[before];
      if (!parsed) throw new Error('no mail arrived');
      return parsed;
    },
  };
}
