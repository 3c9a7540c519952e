/**
 * The receipt a viewer can keep: a consent receipt after ISO/IEC TS 27560 in the words of the W3C Data Privacy Vocabulary,
 * as JSON-LD. Categories, sources, purposes, times and rights; no value, and nothing that names the person.
 */
import type { DisclosedEntry, DisclosedField, Disclosure } from './types.ts';

const CONTEXT = {
  dct: 'http://purl.org/dc/terms/',
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  schema: 'https://schema.org/',
  candor: 'urn:candor:',
} as const;

/** DPV's consent states for what the gate says of a field. What never was agreed to has none. */
const STATUS: Readonly<Partial<Record<NonNullable<DisclosedField['reason']>, string>>> = {
  withdrawn: 'dpv:ConsentWithdrawn',
  expired: 'dpv:ConsentExpired',
  'not-yet': 'dpv:ConsentGiven',
  'viewer-choice': 'dpv:ConsentGiven',
  trial: 'dpv:ConsentGiven',
};

const RIGHTS = {
  switch: 'dpv:OptingOutFromProcess',
  withdraw: 'dpv:WithdrawingFromProcess',
  erase: 'candor:erase',
} as const;

export interface ReceiptInput {
  readonly disclosure: Disclosure;
  /** When the receipt was made; left out, it bears no date. */
  readonly at?: Date;
}

export interface ErasureInput {
  readonly controller: Disclosure['controller'];
  readonly at: Date;
  readonly campaigns: number;
  readonly videos: number;
}

/** The receipt of an erasure: when, by whom it was held, how much of what kind. Nothing in it says whose it was. */
export function erasureReceipt({ controller, at, campaigns, videos }: ErasureInput): object {
  return {
    '@context': CONTEXT,
    '@type': 'candor:ErasureReceipt',
    'dct:created': at.toISOString(),
    'schema:recipient': 'dpv:DataSubject',
    'dct:publisher': agent(controller),
    'dpv:hasRight': { '@type': 'dpv:DataSubjectRight', 'dct:identifier': 'eu-gdpr:A17' },
    'candor:erased': { 'candor:campaigns': campaigns, 'candor:videos': videos, 'candor:keys': 'destroyed' },
    'candor:stays': ['keyed-hash-of-id', 'copies-outside', 'backups-until-deleted', 'records-of-the-controller'],
  };
}

export function receipt({ disclosure, at }: ReceiptInput): object {
  const { controller, purpose, locale } = disclosure;
  return {
    '@context': CONTEXT,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
    ...(at && { 'dct:created': at.toISOString() }),
    'dct:language': locale.used,
    'schema:recipient': 'dpv:DataSubject',
    'dct:publisher': agent(controller),
    'dpv:hasRecordOfActivity': {
      '@type': 'dpv:ConsentRecord',
      'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record',
      'dpv:hasDataController': agent(controller),
      ...(disclosure.legalBasis !== undefined
        ? { 'dpv:hasLegalBasis': { '@type': 'dpv:LegalBasis', 'dct:description': disclosure.legalBasis } }
        : { 'dpv:hasLegalBasis': 'dpv:Consent' }),
      'dpv:hasNotice': { '@type': 'dpv:PrivacyNotice', 'dct:source': controller.privacyUrl },
      'dpv:hasProcess': {
        '@type': 'dpv:Process',
        'dpv:hasPurpose': { '@type': 'dpv:Purpose', 'dct:identifier': purpose.id, 'dct:description': purpose.text },
        'dpv:hasPersonalData': disclosure.fields.map(personalData),
        'dpv:hasRecipient': disclosure.sharedWith.map(({ name, why }) => ({
          '@type': 'dpv:ThirdParty',
          'schema:name': name,
          'dct:description': why,
        })),
        'dpv:hasDataProcessor': disclosure.processors.map(({ name, place, why }) => ({
          '@type': 'dpv:DataProcessor',
          'schema:name': name,
          'dpv:hasLocation': place,
          'dct:description': why,
        })),
        'dpv:hasStorageCondition': {
          '@type': 'dpv:StorageDeletion',
          'dpv:hasDuration': { '@type': 'dpv:UntilTimeDuration', 'dct:date': disclosure.keptUntil },
        },
        ...(disclosure.selectedBecause !== undefined && { 'dpv:hasContext': disclosure.selectedBecause }),
      },
      ...(disclosure.entries && { 'candor:sent': disclosure.entries.map(sent) }),
      'dpv:hasRight': disclosure.rights.map(({ act, stops, stays, undo }) => ({
        '@type': 'dpv:DataSubjectRight',
        'dct:identifier': RIGHTS[act as keyof typeof RIGHTS] ?? `candor:${act}`,
        'dct:description': [stops, stays, undo].join(' '),
      })),
    },
    'dct:description': disclosure.statement,
  };
}

function agent({ name, address, email, phone, privacyUrl, imprintUrl }: Disclosure['controller']): object {
  return {
    '@type': 'dpv:DataController',
    'schema:name': name,
    'schema:address': address,
    'schema:email': email,
    ...(phone !== undefined && { 'schema:telephone': phone }),
    'schema:url': imprintUrl ?? privacyUrl,
  };
}

/** An answer of a form: its own process, with its own purpose and time. */
function sent(entry: DisclosedEntry): object {
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': { '@type': 'dpv:Purpose', 'dct:identifier': entry.purpose, 'dct:description': entry.why },
    'dpv:hasPersonalData': { '@type': entry.category, 'dct:identifier': entry.field, 'dct:title': entry.label },
    'dpv:hasLegalBasis': 'dpv:Consent',
    'dct:issued': entry.sentAt,
    'dpv:hasStorageCondition': {
      '@type': 'dpv:StorageDeletion',
      'dpv:hasDuration': { '@type': 'dpv:UntilTimeDuration', 'dct:date': entry.keptUntil },
    },
  };
}

function personalData(field: DisclosedField): object {
  const status = field.reason === undefined ? field.agreedAt && 'dpv:ConsentGiven' : STATUS[field.reason];
  return {
    '@type': field.category,
    'dct:identifier': field.key,
    'dct:title': field.label,
    'dpv:hasDataSource': field.from === 'viewer' ? 'dpv:DataSubject' : field.source,
    'dct:description': field.why,
    'dpv:hasNecessity': 'dpv:Optional',
    ...(status !== undefined && { 'dpv:hasConsentStatus': status }),
    ...(field.agreedAt !== undefined && { 'dct:issued': field.agreedAt }),
    ...(field.reason !== undefined && { 'candor:notUsedBecause': field.reason }),
    'candor:used': field.used,
    'candor:where': field.where.map(({ scene, start, end }) => ({
      'candor:scene': scene,
      'schema:startOffset': start,
      'schema:endOffset': end,
    })),
  };
}
