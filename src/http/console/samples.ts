/** One call as it is made: with curl, and with the typed client. */
import type { Route } from '../registry.ts';

/** What stands in an address, in the samples. */
const NAMES: Readonly<Record<string, string>> = { rid: 'cust-1001', delivery: 'DELIVERY' };
const BY_ROOM: Readonly<Record<string, string>> = {
  recipients: 'cust-1001',
  templates: 'year-in-review',
  webhooks: 'WEBHOOK',
  campaigns: 'CAMPAIGN',
};

const sampleValue = (route: Route, name: string): string =>
  NAMES[name] ?? BY_ROOM[route.path.split('/')[2] ?? ''] ?? name.toUpperCase();

const isVariable = (value: string): boolean => /^[A-Z]+$/.test(value);

export function curlOf(route: Route, api: string): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = sampleValue(route, name);
    return isVariable(value) ? `$${value}` : value;
  });
  const method = route.method === 'get' ? [] : [`-X ${route.method.toUpperCase()}`];
  const lines = [
    [`curl -s${'stream' in route ? 'N' : ''}`, ...method, `${api}${path}`].join(' '),
    '-H "Authorization: Bearer $KEY"',
  ];
  const { body } = route;
  if (body?.kind === 'json') {
    lines.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(body.example, null, 2)}'`);
  }
  if (body?.kind === 'stream') lines.push(`-H 'Content-Type: ${body.example.type}'`, '--data-binary @audience.csv');
  return lines.join(' \\\n  ');
}

export function typescriptOf(route: Route): string {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const params = names.map((name) => {
    const value = sampleValue(route, name);
    return `${name}: ${isVariable(value) ? value.toLowerCase() : `'${value}'`}`;
  });
  const parts = [
    ...(params.length > 0 ? [`params: { ${params.join(', ')} }`] : []),
    ...(route.body?.kind === 'json' ? [`body: ${literal(route.body.example)}`] : []),
    ...(route.body?.kind === 'stream' ? ["body: { type: 'text/csv', data: createReadStream('audience.csv') }"] : []),
  ];
  const given = parts.length > 0 ? `, {\n${parts.map((part) => indent(`${part},`)).join('\n')}\n}` : '';
  const call = (verb: string) => `candor.${verb}('${route.path}'${given})`;
  if (route.method === 'get' && route.path.endsWith('/events')) {
    return `for await (const progress of ${call('events')}) {\n  console.log(progress.counts);\n}`;
  }
  if ('cursor' in route.query.shape) return `for await (const item of ${call('items')}) {\n  console.log(item);\n}`;
  return route.answer.status === 204 ? `await ${call(route.method)};` : `const answer = await ${call(route.method)};`;
}

const indent = (text: string): string => text.replace(/^/gm, '  ');

/** JSON with the keys and quotes of TypeScript. */
const literal = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replace(/^(\s*)"([A-Za-z_]\w*)":/gm, '$1$2:')
    .replace(/"((?:[^"\\']|\\[^"])*)"/g, "'$1'");
