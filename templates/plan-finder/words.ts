/** The template's own words by locale, and the keys of its fields. */
import { phrasebook } from '../shared/phrases.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

export type Key = 'firstName' | 'yearKwh' | 'shiftable' | 'device';

export const say = phrasebook({ en, de });
