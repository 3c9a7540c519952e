/** The disclosure as it lies in the video's file: what stays true of a copy that is passed on. */
import type { Disclosure } from './types.ts';

/**
 * JSON for the MP4's metadata: the record without what only the page of the link can do, without a person's own dates, and
 * without what lies beyond the file's `seconds`.
 */
export function metadataJson(
  { statement, controller, purpose, sharedWith, fields, locale }: Disclosure,
  seconds: number,
): string {
  return JSON.stringify({
    candor: 1,
    statement,
    controller: { name: controller.name, privacyUrl: controller.privacyUrl },
    purpose,
    sharedWith,
    locale: locale.used,
    fields: fields.map(({ key, label, category, source, why, used, where }) => ({
      ...{ key, label, category, source, why, used },
      where: where.filter(({ start }) => start < seconds),
    })),
  });
}
