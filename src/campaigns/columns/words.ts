/** What people call their columns, in the languages in which their spreadsheets speak. Letters without marks, in lower case. */

/** Words of one meaning: a field and a column that share one are taken for each other. */
export const SAME_MEANING: readonly (readonly string[])[] = [
  ['firstname', 'vorname', 'givenname', 'forename', 'prenom', 'nombre', 'rufname', 'fname', 'nome', 'voornaam'],
  ['lastname', 'nachname', 'surname', 'familyname', 'familienname', 'nom', 'apellido', 'apellidos', 'cognome'],
  ['city', 'ort', 'stadt', 'wohnort', 'ville', 'ciudad', 'town', 'citta'],
  ['plan', 'tarif', 'tariff', 'tarifa', 'produkt', 'product', 'produit', 'producto', 'paket', 'package'],
  [
    ...['usage', 'verbrauch', 'consumption', 'consommation', 'consumo', 'kwh', 'usagekwh', 'monatsverbrauch'],
    ...['jahresverbrauch', 'yearkwh', 'yearlyusage', 'annualusage', 'stromverbrauch', 'monthlyusage'],
  ],
  ['homesize', 'wohnflache', 'wohnflaeche', 'livingarea', 'flache', 'surface', 'superficie', 'sqm', 'qm', 'm2'],
  [
    'startdate',
    'vertragsbeginn',
    'beginn',
    'kundeseit',
    'eintritt',
    'joined',
    'debut',
    'inicio',
    'firstday',
    'erstertag',
  ],
  ['balance', 'guthaben', 'saldo', 'kontostand', 'solde'],
  ['points', 'punkte', 'bonuspunkte', 'puntos'],
  ['device', 'gerat', 'geraet', 'appareil', 'dispositivo'],
];

export const ID_WORDS: ReadonlySet<string> = new Set([
  ...['id', 'kundennummer', 'kundennr', 'kundenid', 'kdnr', 'customerid', 'customernumber', 'customerno', 'clientid'],
  ...['numeroclient', 'numerocliente', 'clientenumero', 'memberid', 'mitgliedsnummer', 'mitgliedsnr', 'userid'],
  ...[
    'accountid',
    'accountnumber',
    'externalid',
    'recipientid',
    'contactid',
    'personid',
    'subscriberid',
    'klantnummer',
  ],
  ...[
    'vertragsnummer',
    'contractnumber',
    'nr',
    'no',
    'nummer',
    'number',
    'numero',
    'kunde',
    'customer',
    'client',
    'cliente',
  ],
]);

export const LOCALE_WORDS: ReadonlySet<string> = new Set([
  ...['locale', 'language', 'lang', 'sprache', 'langue', 'idioma', 'lingua', 'taal', 'languagecode', 'sprachcode'],
]);

/** A column about agreement has one of these in its name. */
export const CONSENT_WORDS: readonly string[] = [
  ...['consent', 'einwilligung', 'zustimmung', 'einverstanden', 'optin', 'agreed', 'agreement', 'agrees', 'permission'],
  ...['erlaubnis', 'accord', 'consentement', 'consentimiento', 'consenso', 'toestemming', 'dsgvo', 'gdpr', 'rgpd'],
];
export const EXPIRY_WORDS: readonly string[] = [
  'expires',
  'expiry',
  'expiration',
  'until',
  'bis',
  'ablauf',
  'valable',
  'hasta',
  'vence',
];
export const DATE_WORDS: readonly string[] = [
  'date',
  'datum',
  'at',
  'am',
  'vom',
  'since',
  'seit',
  'fecha',
  'timestamp',
  'zeitpunkt',
  'le',
];
export const METHOD_WORDS: readonly string[] = [
  'method',
  'art',
  'weg',
  'quelle',
  'source',
  'channel',
  'kanal',
  'canal',
  'form',
];
export const NOTICE_WORDS: readonly string[] = ['notice', 'url', 'hinweis', 'privacy', 'datenschutz', 'link'];
export const RECORD_WORDS: readonly string[] = ['record', 'beleg', 'nachweis', 'proof', 'preuve', 'ref', 'reference'];
export const PURPOSE_WORDS: readonly string[] = ['purpose', 'zweck', 'finalite', 'finalidad'];

/** Words of labels that say nothing of what a field is. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
  ...['your', 'ihr', 'ihre', 'ihren', 'der', 'die', 'das', 'the', 'a', 'votre', 'vos', 'tu', 'su', 'sus', 's'],
]);

const MONTH_NAMES: readonly (readonly string[])[] = [
  ['january', 'januar', 'janner', 'janvier', 'enero', 'jan', 'janv', 'ene'],
  ['february', 'februar', 'fevrier', 'febrero', 'feb', 'fevr', 'fev'],
  ['march', 'marz', 'maerz', 'mars', 'marzo', 'mar', 'mrz'],
  ['april', 'avril', 'abril', 'apr', 'avr', 'abr'],
  ['may', 'mai', 'mayo'],
  ['june', 'juni', 'juin', 'junio', 'jun'],
  ['july', 'juli', 'juillet', 'julio', 'jul', 'juil'],
  ['august', 'aout', 'agosto', 'aug', 'ago'],
  ['september', 'septembre', 'septiembre', 'sep', 'sept'],
  ['october', 'oktober', 'octobre', 'octubre', 'oct', 'okt'],
  ['november', 'novembre', 'noviembre', 'nov'],
  ['december', 'dezember', 'decembre', 'diciembre', 'dec', 'dez', 'dic'],
];

/** 1–12 by name. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
);
