import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusedCategory, refusedKey, refusedValue } from '../../src/consent/refused.ts';

const REFUSED: Record<string, readonly unknown[]> = {
  'payment-card': [
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '5555555555554444',
    '2223003122003222',
    '3782 822463 10005',
    '6011111111111117',
    '30569309025904',
    4111111111111111,
    ['Basic', { note: 'please use 4111 1111 1111 1111, thanks' }],
    { '4111111111111111': true },
  ],
  'bank-account': [
    'DE89 3704 0044 0532 0130 00',
    'de89370400440532013000',
    'GB82WEST12345698765432',
    'FR1420041010050500013M02606',
    'IBAN: NL91ABNA0417164300',
  ],
  'identity-number': [
    '86095742719', // Germany, tax
    '65 170839 J 003', // Germany, pension
    '1237 010180', // Austria
    '756.9217.0769.85', // Switzerland
    '123-45-6789', // United States
    'AB 12 34 56 C', // United Kingdom
    '12345678Z', // Spain
    'X1234567L', // Spain, foreigners
    'RSSMRA85T10A562S', // Italy
    '1 84 12 76 451 089 46', // France
    '811228-9874', // Sweden
    '131052-308T', // Finland
    '44051401359', // Poland
    '529.982.247-25', // Brazil
    '85.07.30-033.28', // Belgium
    '2341 2341 2346', // India
    '736028/5163', // Czechia
  ],
  secret: [
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'postgres://user:pw123@db.example/app',
    '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW',
    'x9Kd82LmQpZ7vT4nB1sWcE6yR3uJ5hGf',
    'Passwort: hunter2',
    'P@ssw0rd!',
    'password123',
    'Tr0ub4dor&3',
  ],
};

describe('values nobody keeps', () => {
  for (const [kind, values] of Object.entries(REFUSED)) {
    it.each(values.map((value) => [value]))(`${kind}: %j`, (value) => expect(refusedValue(value)).toBe(kind));
  }

  it('one wrong digit is an ordinary number', () => {
    for (const value of ['4111 1111 1111 1112', 'DE89 3704 0044 0532 0130 01', '86095742718', '811228-9875']) {
      expect(refusedValue(value), value).toBeUndefined();
    }
  });

  it('a number inside a longer one is not taken out of it', () => {
    expect(refusedValue('12-4111111111111111')).toBeUndefined();
    expect(refusedValue('4111111111111111.25')).toBeUndefined();
    expect(refusedValue('A4111111111111111')).toBeUndefined();
  });

  it('whatever a value is, the answer comes, and soon', () => {
    fc.assert(fc.property(fc.anything(), (value) => void refusedValue(value)));
    for (const value of ['4'.repeat(1e7), 'a1'.repeat(5e6), 'A1 '.repeat(3e6), '1-'.repeat(5e6), 'x:'.repeat(5e6)]) {
      refusedValue(value);
    }
  });
});

/** Ordinary values as audiences hold them. A fixed seed: the figures below are the figures of every run. */
const digits = (length: number, first = '123456789') =>
  fc
    .tuple(
      fc.constantFrom(...first),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length - 1, maxLength: length - 1 }),
    )
    .map(([a, b]) => a + b);
const two = (max: number, min = 1) => fc.integer({ min, max }).map((n) => String(n).padStart(2, '0'));
const pick = (...values: readonly string[]) => fc.constantFrom(...values);
const first = pick(
  'Zoë',
  'Anne-Marie',
  "O'Brien",
  'Ñandú',
  'Jörg',
  'Li',
  'Wolfeschlegelsteinhausen',
  '田中',
  'עדי',
  'null',
);
const year = fc.integer({ min: 1999, max: 2027 }).map(String);
const ORDINARY: Record<string, fc.Arbitrary<unknown>> = {
  names: fc.tuple(first, first).map((parts) => parts.join(' ')),
  tariffs: fc
    .tuple(
      pick('Strom', 'Öko', 'Gas', 'Fit4Life!', 'Basic+', 'C#Pro', 'Family&Friends', 'Yello24!'),
      pick('Plus', 'Flex 24', '12M', '2.0', 'XL', '@Home', '365'),
    )
    .map(([a, b]) => `${a} ${b}`),
  amounts: fc
    .tuple(fc.double({ min: 0, max: 99999, noNaN: true }), pick('€', 'EUR', '$', 'kWh'))
    .map(([n, u]) => `${n.toFixed(2)} ${u}`),
  'meter readings': fc.array(fc.integer({ min: 0, max: 999999 }), { minLength: 12, maxLength: 12 }),
  'readings as text': fc.array(digits(4), { minLength: 4, maxLength: 12 }).map((list) => list.join(' | ')),
  dates: fc
    .tuple(year, two(12), two(28), pick('-', '.', '/'))
    .map(([y, m, d, s]) => (s === '-' ? [y, m, d] : [d, m, y]).join(s)),
  times: fc
    .date({ min: new Date('1999-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((d) => d.toISOString()),
  'unix times': fc.integer({ min: 1e12, max: 2e12 }),
  'order numbers': fc.oneof(
    fc.tuple(pick('ORD', 'INV', 'RE', 'AN'), year, digits(6)).map((p) => p.join('-')),
    fc.tuple(two(26, 18), two(12), two(28), digits(4)).map(([y, m, d, n]) => `${y}${m}${d}-${n}`),
    digits(8),
    digits(10),
  ),
  'meter numbers': fc.oneof(
    digits(8),
    fc.tuple(pick('1EMH', '1ESY', '1LOG'), digits(10)).map((p) => p.join('')),
    digits(12),
  ),
  'phone numbers': fc.oneof(
    digits(10).map((n) => `+49 ${n.slice(0, 3)} ${n.slice(3)}`),
    digits(9).map((n) => `0${n.slice(0, 3)}/${n.slice(3)}`),
    digits(10, '23456789').map((n) => `${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`),
  ),
  postcodes: fc.oneof(digits(5), pick('SW1A 1AA', 'EC2M 7PY', '1010', 'K1A 0B1', '100-0001')),
  places: fc
    .tuple(pick('Harbour Street', 'Straße des 17. Juni', 'Rue de Rivoli'), fc.integer({ min: 1, max: 200 }))
    .map((p) => p.join(' ')),
  'barcodes and parcels': fc.oneof(
    digits(13),
    digits(12),
    digits(20),
    digits(18).map((n) => `1Z${n.slice(0, 16)}`),
  ),
  'ids of systems': fc.oneof(
    fc.uuid(),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 }),
  ),
  sentences: fc
    .array(
      pick('Your', 'contract', 'began', 'in', '2024', 'with', '1,200', 'kWh', '(net)', 'and', 'a', '5 %', 'discount!'),
      { minLength: 3, maxLength: 20 },
    )
    .map((w) => w.join(' ')),
};

describe('false alarms', () => {
  const alarms = (values: readonly unknown[]) => values.filter((value) => refusedValue(value) !== undefined).length;

  it('fewer than one ordinary value in a thousand is refused', () => {
    const each = Object.entries(ORDINARY).map(([kind, values]) => {
      const sample = fc.sample(values, { numRuns: 1250, seed: 7 });
      return { kind, of: sample.length, refused: alarms(sample) };
    });
    const of = each.reduce((sum, one) => sum + one.of, 0);
    const refused = each.reduce((sum, one) => sum + one.refused, 0);
    const where = each.filter((one) => one.refused > 0).map((one) => `${one.kind} ${one.refused}/${one.of}`);
    console.info(`false alarms: ${refused} of ${of} ordinary values (${where.join(', ') || 'none'})`);
    expect(of).toBe(20_000);
    expect(refused / of).toBeLessThan(0.001);
  });

  it('bare random digits: what looks like a card or identity number now and then is one by its check digits', () => {
    const rates = [9, 10, 11, 12, 13, 14, 15, 16].map((length) => {
      const sample = fc.sample(digits(length), { numRuns: 10_000, seed: 7 });
      return [length, alarms(sample) / sample.length] as const;
    });
    console.info(
      `bare random digits refused: ${rates.map(([n, rate]) => `${n}: ${(rate * 100).toFixed(2)} %`).join(', ')}`,
    );
    for (const [length, rate] of rates) expect(rate, `${length} digits`).toBeLessThan(length === 16 ? 0.04 : 0.01);
  });
});

describe('columns and categories nobody keeps', () => {
  it.each([
    ['religion', 'special-category'],
    ['healthScore', 'special-category'],
    ['blood_type', 'special-category'],
    ['Gewerkschaft', 'special-category'],
    ['sexualOrientation', 'special-category'],
    ['ethnicity', 'special-category'],
    ['political-party', 'special-category'],
    ['fingerprintHash', 'special-category'],
    ['DNA', 'special-category'],
    ['passwordHash', 'secret'],
    ['apiKey', 'secret'],
    ['Führerscheinnummer', 'identity-number'],
    ['steuerId', 'identity-number'],
    ['IBAN', 'bank-account'],
    ['creditCardNumber', 'payment-card'],
  ])('%s', (key, why) => expect(refusedKey(key)).toBe(why));

  it('ordinary columns pass', () => {
    const keys =
      'firstName planName usageKwh bestMonth memberSince city meterId hiveModel raceTime pinCode tokenBalance patience partner contractNumber unionStreet status discount disabledNotifications accountNumber';
    for (const key of keys.split(' ')) expect(refusedKey(key), key).toBeUndefined();
  });

  it.each([
    ['pd:Religion', 'special-category'],
    ['pd:MentalHealth', 'special-category'],
    ['pd:TradeUnionMembership', 'special-category'],
    ['https://w3id.org/dpv/pd#Genetic', 'special-category'],
    ['dpv:SpecialCategoryPersonalData', 'special-category'],
    ['pd:password', 'secret'],
    ['pd:Passport', 'identity-number'],
    ['pd:PaymentCardNumber', 'payment-card'],
  ])('a template may not declare %s', (category, why) => expect(refusedCategory(category, 'field')).toBe(why));

  it('a template may declare ordinary categories, but not hide behind one', () => {
    for (const name of ['Name', 'ServiceConsumptionBehavior', 'PostalCode', 'Age', 'Purchase']) {
      expect(refusedCategory(`pd:${name}`, 'field')).toBeUndefined();
    }
    expect(refusedCategory('pd:Interest', 'religion')).toBe('special-category');
  });
});
