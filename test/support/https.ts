/** A public address for a service on this machine: https with a certificate made for these tests, handed on to its port. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atEnd } from './at-end.ts';
import { TYPESCRIPT } from './typescript.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CERTIFICATE = at('../fixtures/tls/certificate.pem');

export interface PublicAddress {
  readonly url: string;
  /** What a service must be started with to trust it and to send links that begin with it. */
  readonly env: Record<string, string>;
  /** From here on it leads to this service; to nothing without one. */
  leadTo(service?: string): Promise<void>;
}

export async function publicAddress(): Promise<PublicAddress> {
  const child = fork(at('./https-process.ts'), [at('../fixtures/tls/key.pem'), CERTIFICATE], {
    execArgv: [...TYPESCRIPT],
  });
  atEnd(() => void child.kill());
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const url = `https://localhost:${port}`;
  return {
    url,
    env: { PUBLIC_URL: url, HOST: '127.0.0.1', NODE_EXTRA_CA_CERTS: CERTIFICATE },
    async leadTo(service) {
      child.send({ target: service ?? null });
      await once(child, 'message');
    },
  };
}
