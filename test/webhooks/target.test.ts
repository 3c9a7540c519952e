/** No target leads inside: whatever the spelling, the scheme, the port or the name. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTarget, isPublic, parseTarget, type Resolve } from '../../src/webhooks/target.ts';

const nowhere: Resolve = async () => [];
const elsewhere: Resolve = async () => [{ address: '93.184.216.34', family: 4 }];
const codeOf = (text: string, resolve = elsewhere): Promise<string> =>
  checkTarget(text, { loopback: false, resolve }).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );

/** One of every IPv4 range that is not public, and some that are dear to attackers. */
const INSIDE = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.255.0.9'],
  ...['169.254.169.254', '169.254.170.2', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1'],
  ...['192.168.0.1', '192.168.255.255', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1'],
  ...['239.255.255.255', '240.0.0.1', '255.255.255.255', '100.100.100.200'],
];

/** Every way to write an IPv4 address that some parser takes. */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hex = (n: number) => `0x${n.toString(16)}`;
  const octal = (n: number) => `0${n.toString(8)}`;
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  return [
    address,
    `${address}.`,
    String(whole),
    hex(whole),
    `0X${whole.toString(16).toUpperCase()}`,
    octal(whole),
    [a, b, c, d].map(hex).join('.'),
    [a, b, c, d].map(octal).join('.'),
    [hex(a), octal(b), c, d].join('.'),
    `${a}.${b}.${(c << 8) | d}`,
    `${a}.${((b << 16) | (c << 8) | d) >>> 0}`,
    `${hex(a)}.${octal(((b << 16) | (c << 8) | d) >>> 0)}`,
    wide(address),
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    [...address].map((char) => `%${char.charCodeAt(0).toString(16)}`).join(''),
    `[::ffff:${address}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[::FFFF:${address}]`,
    `[::${groups}]`,
    `[::ffff:0:${groups}]`,
    `[64:ff9b::${groups}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${groups}]`,
    `[2002:${groups}::1]`,
    `[2001:0:${groups}::1]`,
  ];
}

const IPV6_INSIDE = [
  ...['::', '::1', '0:0:0:0:0:0:0:1', 'fe80::1', 'febf::1', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'fdff::1'],
  ...['ff02::1', 'ff0e::1', '100::1', '2001:db8::1', '3fff::1', '2001:2::1', '2001:10::1', '2001:20::1', '5f00::1'],
];

const NAMES_INSIDE = [
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'ⓛocalhost',
    'ｌｏｃａｌｈｏｓｔ',
    'localhost.localdomain',
  ],
  ...['metadata', 'metadata.google.internal', 'intranet', 'router.lan', 'nas.local', 'printer.home.arpa', 'x.internal'],
  ...['db.corp', 'x.test', 'x.invalid', 'x.onion', 'kubernetes', 'kubernetes.default.svc.cluster.local', 'x.private'],
];

const TARGETS = [...INSIDE.flatMap(spellings), ...IPV6_INSIDE.map((address) => `[${address}]`), ...NAMES_INSIDE].map(
  (host) => `https://${host}/hook`,
);

test(`an internal address is refused in each of ${TARGETS.length} spellings`, async () => {
  const taken: string[] = [];
  for (const target of TARGETS) {
    const code = await codeOf(target);
    // Some spellings are no address at all for a careful parser.
    if (code !== 'url-internal' && code !== 'url-shape') taken.push(`${target} ${code}`);
  }
  expect(taken).toEqual([]);
  expect(TARGETS.length).toBeGreaterThan(600);
});

test('a name that leads to one of them is refused as well, also beside a public address', async () => {
  const inside = [...INSIDE, ...IPV6_INSIDE, '::ffff:10.0.0.1', '64:ff9b::a00:1', 'fe80::1%eth0', 'nonsense'];
  for (const address of inside) {
    const to: Resolve = async () => [...(await elsewhere('')), { address, family: address.includes(':') ? 6 : 4 }];
    expect([address, await codeOf('https://hooks.example.com/', to)]).toEqual([address, 'url-internal']);
  }
  expect(await codeOf('https://hooks.example.com/', nowhere)).toBe('url-unresolved');
});

test('what is not https, names a user, has a fragment or an odd port is refused', async () => {
  const cases = {
    'http://hooks.example.com/': 'url-https',
    'ftp://hooks.example.com/': 'url-https',
    'file:///etc/passwd': 'url-https',
    'gopher://hooks.example.com/': 'url-https',
    'https://user@hooks.example.com/': 'url-credentials',
    'https://user:word@hooks.example.com/': 'url-credentials',
    'https://:word@hooks.example.com/': 'url-credentials',
    'https://hooks.example.com@127.0.0.1/': 'url-credentials',
    'https://hooks.example.com:22/': 'url-port',
    'https://hooks.example.com:80/': 'url-port',
    'https://hooks.example.com:0/': 'url-port',
    'https://hooks.example.com/#top': 'url-shape',
    'https://hooks.example.com\\@127.0.0.1/': 'url-shape',
    'https://hooks.example.com/a\tb': 'url-shape',
    ' https://hooks.example.com/': 'url-shape',
    'https://hooks.example.com/\n': 'url-shape',
    '//hooks.example.com/': 'url-shape',
    'hooks.example.com': 'url-shape',
    '': 'url-shape',
    [`https://hooks.example.com/${'x'.repeat(2048)}`]: 'url-shape',
  };
  for (const [target, code] of Object.entries(cases)) expect([target, await codeOf(target)]).toEqual([target, code]);
});

test('public targets are taken', async () => {
  for (const target of [
    'https://hooks.example.com/candor?token=x',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com./',
    'https://bücher.example/',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/',
    'https://xn--bcher-kva.example/',
  ]) {
    expect([target, await codeOf(target)]).toEqual([target, 'taken']);
  }
});

test('every address of a private network, in every spelling', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  );
  fc.assert(
    fc.property(inside, (bytes) => {
      for (const host of spellings(bytes.join('.'))) {
        expect(() => parseTarget(`https://${host}/`, false), host).toThrow();
        expect(() => parseTarget(`https://${host}:8443/`, false), host).toThrow();
      }
      expect(isPublic(bytes.join('.'))).toBe(false);
    }),
  );
});

test('loopback is for development alone: the setting opens it, and nothing else inside', async () => {
  const rules = { loopback: true, resolve: elsewhere };
  for (const target of ['http://127.0.0.1:9/', 'https://[::1]/', 'http://[::1]:9/']) {
    expect((await checkTarget(target, rules)).href).toBe(target);
  }
  for (const target of ['http://10.0.0.1/', 'https://10.0.0.1/', 'http://hooks.example.com/', 'https://nas.local/']) {
    await expect(checkTarget(target, rules)).rejects.toMatchObject({ name: 'TargetError' });
  }
});
