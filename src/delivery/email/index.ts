/** The e-mail kit: what a mailing system merges, and the mail it merges it into. */
export { csvLine, guarded } from './csv.ts';
export { ESP_IDS, ESPS, type Esp, type EspId, espSchema, LINK_COLUMNS, type LinkColumn, tagOf } from './esp.ts';
export { mailBlock, mailHtml } from './html.ts';
export { mailText } from './text.ts';
export type { MailView, Tones } from './view.ts';
export { MAIL_LANGUAGES } from './words.ts';
