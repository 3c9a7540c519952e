/** Dates and lists as a reader of a locale writes them. */

/** Plain `en` reads days first, as the rest of the page does; digits are the same in every language, as in the video. */
const tag = (locale: string): string => `${locale === 'en' ? 'en-GB' : locale}-u-nu-latn`;

/** `1 May 2026`, in the time zone of the campaign. `iso`: an instant. */
export const formatDate = (locale: string, iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat(tag(locale), { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    new Date(iso),
  );

/** The same with hours and minutes. */
export const formatMoment = (locale: string, iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(iso));

/** `a, b and c`, its pieces kept apart, so that each can be an element. */
export const listParts = (
  locale: string,
  items: readonly string[],
): { readonly item: boolean; readonly text: string }[] =>
  new Intl.ListFormat(tag(locale), { type: 'conjunction' })
    .formatToParts(items)
    .map(({ type, value }) => ({ item: type === 'element', text: value }));
