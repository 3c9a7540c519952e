/** From a campaign to the mail that links to it. */
import { direction, localise } from '../../../remotion/localise.ts';
import { ESPS, type EspId, type MailView, tagOf } from '../../delivery/email/index.ts';
import { localeOf } from '../../videos/index.ts';
import type { Campaign } from '../viewer/shown.ts';
import { mailFormat } from './format.ts';
import { tonesOf } from './tones.ts';

export interface MailChoice {
  readonly esp: EspId;
  readonly picture: 'animation' | 'poster';
  readonly locale?: string | undefined;
  /** To look at: nobody's links, and pictures from this very address. */
  readonly preview: boolean;
}

const FILES = { animation: 'animation.gif', poster: 'poster.jpg' } as const;

/** What stands behind the address of a picture in a mail: a poster has its play button there. */
export const pictureQuery = (picture: MailChoice['picture']): string => (picture === 'poster' ? '?play=1' : '');

export function mailView({ spec, card, pictureId }: Campaign, publicUrl: string, choice: MailChoice): MailView {
  const esp = ESPS[choice.esp];
  const locale = localeOf(card, choice.locale, spec.locale);
  const { width, height } = mailFormat(card);
  const personal = spec[choice.picture] === 'personal';
  const query = new URLSearchParams({ ...(choice.picture === 'poster' ? { play: '1' } : {}), locale });
  const everybodys = `/p/${pictureId}/${FILES[choice.picture]}?${query.toString().replaceAll('&', '&amp;')}`;
  const { controller, brand } = spec;
  return {
    locale,
    direction: direction(locale),
    title: localise(card.title, locale),
    sender: { name: controller.name, address: controller.address, privacyUrl: controller.privacyUrl },
    // What a viewer gives in the video is theirs to give there; nobody has it yet.
    uses: card.fields
      .filter(({ from }) => from !== 'viewer')
      .map(({ label, why }) => ({ label: localise(label, locale), why: localise(why, locale) })),
    light: tonesOf('light', brand.colour),
    dark: tonesOf('dark', brand.colour),
    watch: choice.preview ? '#' : tagOf(esp, 'watch'),
    stop: choice.preview ? '#' : tagOf(esp, 'stop'),
    picture: {
      at: choice.preview ? everybodys : personal ? tagOf(esp, choice.picture) : `${publicUrl}${everybodys}`,
      width,
      height,
      personal,
    },
    ...(esp.unsubscribe ? { unsubscribe: choice.preview ? '#' : esp.unsubscribe } : {}),
    ...(esp.tracking.attribute ? { untracked: esp.tracking.attribute } : {}),
  };
}
