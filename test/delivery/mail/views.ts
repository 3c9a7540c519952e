/** Mails to look at: one campaign, any mailing system, language and choice of picture. */
import { direction } from '../../../remotion/localise.ts';
import { ESPS, type EspId, type MailView, tagOf } from '../../../src/delivery/email/index.ts';
import { tonesOf } from '../../../src/http/mail/tones.ts';

interface Wanted {
  readonly locale?: string;
  readonly personal?: boolean;
  readonly title?: string;
  readonly sender?: string;
  readonly colour?: string;
}

export function mailOf(id: EspId, wanted: Wanted = {}): MailView {
  const { locale = 'en', personal = false, title = 'Which tariff fits you', sender = 'Northlight Energy' } = wanted;
  const esp = ESPS[id];
  return {
    locale,
    direction: direction(locale),
    title,
    sender: { name: sender, address: 'Harbour Street 12, Hamburg', privacyUrl: 'https://northlight.example/privacy' },
    uses: [
      { label: 'Your first name', why: 'to greet you' },
      { label: 'Your yearly usage', why: 'to work out what a year would cost you' },
    ],
    light: tonesOf('light', wanted.colour),
    dark: tonesOf('dark', wanted.colour),
    logo: { at: 'https://v.example/logos/9c1f/5d2a', width: 108, height: 36 },
    watch: tagOf(esp, 'watch'),
    stop: tagOf(esp, 'stop'),
    picture: {
      at: personal ? tagOf(esp, 'animation') : 'https://v.example/p/9c1f/animation.gif?locale=en',
      width: 600,
      height: 338,
      personal,
    },
    ...(esp.unsubscribe ? { unsubscribe: esp.unsubscribe } : {}),
    ...(esp.tracking.attribute ? { untracked: esp.tracking.attribute } : {}),
  };
}
