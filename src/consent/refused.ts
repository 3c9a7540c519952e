/**
 * What Candor takes from nobody: special categories (GDPR Art. 9, and Art. 10), secrets, identity and payment numbers.
 * Told by a template's declared category, by a column's name, and by what a value plainly is.
 */
import { findNumber } from './identity-numbers.ts';
import { leavesOf } from './leaves.ts';
import { isSecret } from './secrets.ts';

export type Refusal = 'special-category' | 'secret' | 'identity-number' | 'payment-card' | 'bank-account';

/** W3C DPV-PD 2.0, by local name. The first group is what the vocabulary marks as special, with its close kin. */
const CATEGORIES: Readonly<Partial<Record<Refusal, readonly string[]>>> = {
  'special-category': `SpecialCategoryPersonalData SensitivePersonalData
    Biometric FacialPrint Fingerprint Retina Genetic DNACode
    MedicalHealth Health HealthHistory HealthRecord FamilyHealthHistory IndividualHealthHistory MentalHealth
    PhysicalHealth BloodType Disability DrugTestResult Prescription
    Ethnicity EthnicOrigin Race SkinTone PhilosophicalBelief ReligiousBelief Religion
    PoliticalAffiliation PoliticalOpinion TradeUnionMembership
    Sexual SexualHistory SexualPreference Fetish Proclivity
    Criminal CriminalCharge CriminalConviction CriminalOffense CriminalPardon`.split(/\s+/),
  secret: ['Authenticating', 'Password', 'PINCode', 'SecretText'],
  'identity-number': ['OfficialID', 'Passport'],
  'payment-card': ['PaymentCard', 'PaymentCardNumber', 'PaymentCardExpiry', 'CreditCardNumber'],
  'bank-account': ['BankAccount', 'FinancialAccountNumber'],
};

/**
 * Words of column names, as patterns: a phrase also counts written as one word, a word without `\\b` as the beginning
 * of a longer one.
 */
const WORDS: Readonly<Partial<Record<Refusal, readonly string[]>>> = {
  'special-category':
    String.raw`health,gesundheit,medical,medication,medikament,diagnos,disease,illness,krank,disabilit,behinder,
    schwerbehinder,allerg,patient,prescription,therap,pregnan,schwanger,blood type,blood group,blutgruppe,hiv\b,
    religio,konfession,church\b,kirche,faith\b,ethni,racial,skin colo,hautfarbe,sexual,sexuell,sexuality,lgbt,
    politic,politik,politisch,partei,trade union,labour union,labor union,union member,gewerkschaft,
    biometr,fingerprint,fingerabdruck,face id,facial,voiceprint,retina,iris scan,genetic,genetik,genom,dna\b,
    criminal,conviction,vorstrafe`.split(/,\s*/),
  secret:
    String.raw`password,passwort,passwd,pwd\b,passphrase,kennwort,cvv\b,cvc\b,api key,private key,access token,auth token,
    refresh token,client secret,security answer,credential`.split(/,\s*/),
  'identity-number':
    String.raw`ssn\b,social security,sozialversicherung,national id,national insurance,tax id,tax number,
    steuer id,steuernummer,steuer nr,passport,reisepass,personalausweis,ausweis,id card,identity card,identity number,
    driving licence,driving license,driver license,drivers license,fuhrerschein,fuehrerschein,personnummer,pesel\b,
    aadhaar,codice fiscale`.split(/,\s*/),
  'payment-card': `credit card,debit card,payment card,kreditkarte`.split(','),
  'bank-account': String.raw`iban\b,bank account,kontonummer`.split(','),
};

/** Names too short or too common to be looked for inside longer ones. */
const WHOLE: ReadonlyMap<string, Refusal> = new Map([
  ['race', 'special-category'],
  ['pin', 'secret'],
  ['secret', 'secret'],
  ['token', 'secret'],
  ['otp', 'secret'],
  ['bsn', 'identity-number'],
  ['nino', 'identity-number'],
  ['dni', 'identity-number'],
  ['cpf', 'identity-number'],
]);

const byCategory = new Map(
  entries(CATEGORIES).flatMap(([refusal, names]) => names.map((name) => [name.toLowerCase(), refusal] as const)),
);
const byWord = entries(WORDS).map(
  ([refusal, words]) =>
    [refusal, new RegExp(words.map((word) => ` ${word}|(?:^| )${word.replaceAll(' ', '')}`).join('|'))] as const,
);

function entries<T>(table: Readonly<Partial<Record<Refusal, T>>>): [Refusal, T][] {
  return Object.entries(table) as [Refusal, T][];
}

/** ` first name` for `firstName`, `first_name` or `Führer-Schein`: words in small letters without marks. */
function wordsOf(key: string): string {
  const words = key
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return ` ${words.filter(Boolean).join(' ')}`;
}

/** Why a column of this name is refused, or `undefined`. */
export function refusedKey(key: string): Refusal | undefined {
  const words = wordsOf(key);
  return WHOLE.get(words.slice(1)) ?? byWord.find(([, pattern]) => pattern.test(words))?.[0];
}

/** Why a template may not declare this field, or `undefined`. `dpvCategory`: `pd:Name`, or the full IRI. */
export function refusedCategory(dpvCategory: string, fieldKey: string): Refusal | undefined {
  const name = dpvCategory.split(/[#:/]/).at(-1) ?? '';
  return byCategory.get(name.toLowerCase()) ?? refusedKey(fieldKey);
}

/** Nothing that is looked for is shorter. */
const SHORTEST = 8;

/**
 * Why a value may not be kept anywhere, or `undefined`: it plainly is a payment card, a bank account, an identity
 * number, a password or a key. Looks into lists and objects.
 *
 * Measured by `test/consent/refused.test.ts`: of 20,000 ordinary values (names, tariffs, amounts, order and meter
 * numbers, readings, dates, phone numbers, postcodes, barcodes, sentences) none is refused; of bare random numbers
 * 2.4 % of those with 16 digits, 0.4 % with 14 or 15, 0.5 % with 11, since they are what a card or a tax number looks like.
 */
export function refusedValue(value: unknown): Refusal | undefined {
  for (const leaf of leavesOf(value)) {
    const text = typeof leaf === 'number' ? (Number.isSafeInteger(leaf) ? String(Math.abs(leaf)) : '') : leaf;
    if (text.length < SHORTEST) continue;
    const refusal = findNumber(text, { bare: true }) ?? (isSecret(text) ? 'secret' : undefined);
    if (refusal) return refusal;
  }
  return undefined;
}
