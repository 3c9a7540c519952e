/** How the console looks in this browser, in a cookie: the server writes it into the page, so that nothing flashes. */

export const SCHEMES = ['system', 'light', 'dark'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

export interface Look {
  readonly scheme: (typeof SCHEMES)[number];
  readonly density: (typeof DENSITIES)[number];
}

const NAME = 'candor_look';
const YEAR_SECONDS = 31_536_000;

/** What a `Cookie` header, or `document.cookie`, says; what it does not say is the usual. */
export function readLook(cookies: string): Look {
  const value = new RegExp(`(?:^|; *)${NAME}=([a-z.]+)`).exec(cookies)?.[1] ?? '';
  const said = value.split('.');
  return {
    scheme: SCHEMES.find((one) => said.includes(one)) ?? 'system',
    density: DENSITIES.find((one) => said.includes(one)) ?? 'comfortable',
  };
}

/** The cookie that says it. */
export const lookCookie = ({ scheme, density }: Look): string =>
  `${NAME}=${scheme}.${density}; Path=/console; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
