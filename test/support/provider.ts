/** A real OpenID Connect provider. Whoever is "there" is signed in to it already; everything else goes by its own rules. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { atEnd } from './at-end.ts';

export interface Person {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
}

const CLIENT = { clientId: 'candor', clientSecret: 'a-secret-of-the-provider' };

/** `redirectUri`: where it sends browsers back to. */
export async function openProvider(redirectUri: string) {
  const people = new Map<string, Person>();
  let there = '';
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    // Their company has agreed for them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: CLIENT.clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a-key-of-the-provider'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: there } });
  });
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return {
    issuer,
    ...CLIENT,
    /** Somebody opens a fresh browser there. */
    arrives(sub: string, person: Person): void {
      there = sub;
      people.set(sub, person);
    },
    /** The way of a browser through the provider: the address it is sent back with. */
    async pass(from: string): Promise<URL> {
      const jar = new Map<string, string>();
      let at = new URL(from);
      while (at.origin === issuer) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const reply = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const one of reply.headers.getSetCookie()) {
          const [name = '', value = ''] = one.split(';')[0]?.split('=') ?? [];
          jar.set(name, value);
        }
        const next = reply.headers.get('location');
        if (next === null) throw new Error(`the provider stopped with ${reply.status}`);
        at = new URL(next, at);
      }
      return at;
    },
  };
}

export type TestProvider = Awaited<ReturnType<typeof openProvider>>;
