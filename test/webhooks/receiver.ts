/** A receiver of webhooks over https: a server of its own, with a certificate that this process trusts. */
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../support/at-end.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly got: Received[];
  /** What is answered next, `hang`: never; the last one stays. */
  answers: { readonly status: number; readonly headers?: Record<string, string>; readonly hang?: boolean }[];
}

const file = (name: string) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
const certificate = file('receiver-certificate.pem');

/** `trusted: false`: its certificate is one that nobody vouches for. */
export async function openReceiver(o: { host?: string; name?: string; trusted?: boolean } = {}): Promise<Receiver> {
  const { host = '127.0.0.1', name = 'localhost', trusted = true } = o;
  const known = getCACertificates('default').filter((one) => one !== certificate);
  setDefaultCACertificates(trusted ? [...known, certificate] : known);
  const receiver: Omit<Receiver, 'url'> = { got: [], answers: [{ status: 204 }] };
  const server = createServer({ key: file('receiver-key.pem'), cert: certificate }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    receiver.got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
    const [answer = { status: 204 }] = receiver.answers;
    if (receiver.answers.length > 1) receiver.answers.shift();
    if (!answer.hang) response.writeHead(answer.status, answer.headers).end();
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  atEnd(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return Object.assign(receiver, { url: `https://${name}:${(server.address() as AddressInfo).port}/candor` });
}
