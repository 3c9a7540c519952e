/** A member's browser in tests of the API: its cookies, and forms of our own pages. */
import type { Reply, TestApp } from '../http/support.ts';

/** The cookies that are kept after a reply. */
export const jar = (reply: Reply, before = ''): string => {
  const kept = new Map(before.split('; ').flatMap((one) => (one ? [one.split('=') as [string, string]] : [])));
  for (const cookie of reply.headers.getSetCookie()) {
    const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
    if (/max-age=0/i.test(cookie)) kept.delete(name);
    else kept.set(name, value);
  }
  return [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
};

const own = (cookie: string) => ({ cookie, 'sec-fetch-site': 'same-origin' });

export const browserOf = (app: TestApp) => ({
  api: (cookie: string, method: string, path: string, body?: unknown) =>
    app.send(path, { method, key: null, headers: own(cookie), body }),
  form: (path: string, fields: Record<string, string>, cookie = '') =>
    app.send(path, {
      ...{ method: 'POST', key: null, headers: own(cookie), type: 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    }),
});
