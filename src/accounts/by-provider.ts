/** Signing in by an identity provider: off to it, and back with what it says. */
import { isAPIError } from 'better-auth/api';
import type { Storage } from '../storage/index.ts';
import { AccountError } from './errors.ts';
import { useInvitationsOf } from './members.ts';
import { isExpected, PROVIDER, type ProviderOptions, takeOver } from './provider.ts';
import { openProvider, type ProviderAuth, REFUSED, type SignInOptions, type Step } from './sign-in.ts';

export class ByProvider {
  readonly #open: () => ProviderAuth;
  #auth: ProviderAuth | undefined;

  constructor(storage: Storage, signIn: SignInOptions, provider: ProviderOptions) {
    const { db } = storage;
    // Opened when it is first asked for: until then nothing is asked of the provider.
    this.#open = () =>
      openProvider(signIn, {
        ...provider,
        isExpected: (who) => isExpected(db, who),
        comes: ({ userId, email }) => useInvitationsOf(db, userId, email),
        joined: async (account) => {
          await takeOver(storage, account);
          const query = db.selectFrom('auth_users').select('email').where('id', '=', account.userId);
          const { email } = await query.executeTakeFirstOrThrow();
          await useInvitationsOf(db, account.userId, email);
        },
      });
  }

  get #opened(): ProviderAuth {
    this.#auth ??= this.#open();
    return this.#auth;
  }

  /** Where the browser goes, and the cookie by which it is known when it comes back. Throws `provider-away`. */
  async begin(): Promise<{ url: string; cookies: readonly string[] }> {
    try {
      const { headers, response } = await this.#opened.api.signInSocial({
        body: { provider: PROVIDER, callbackURL: '/console', disableRedirect: true },
        headers: new Headers(),
        returnHeaders: true,
      });
      if (!response.url) throw new AccountError('provider-away');
      return { url: response.url, cookies: headers.getSetCookie() };
    } catch (error) {
      if (isAPIError(error)) throw new AccountError('provider-away');
      throw error;
    }
  }

  /** @param query what the provider sent the browser back with. Throws `not-invited`, `email-unverified`, `provider-refused`. */
  async finish(cookie: string | undefined, query: Readonly<Record<string, unknown>>): Promise<Step> {
    const text = (name: string) => (typeof query[name] === 'string' ? { [name]: query[name] } : {});
    const response = await this.#opened.api.callbackOAuth({
      method: 'GET',
      params: { id: PROVIDER },
      query: { ...text('code'), ...text('state'), ...text('error'), ...text('iss') },
      headers: new Headers(cookie ? { cookie } : {}),
      asResponse: true,
    });
    const cookies = response.headers.getSetCookie();
    const error = URL.parse(response.headers.get('location') ?? '', 'http://candor.invalid')?.searchParams.get('error');
    if (response.status === 302 && error === null) return { cookies, codeNeeded: false };
    const known = Object.values(REFUSED).find((one) => one === error);
    throw new AccountError(known ?? 'provider-refused');
  }
}
