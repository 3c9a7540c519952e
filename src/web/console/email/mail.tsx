/** The mail as it will look, its choices, and its text to copy. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ESPS, type EspId } from '../../../delivery/email/esp.ts';
import { call, fetchFile } from '../api/call.ts';
import { showCampaign } from '../api/queries.ts';
import type { Campaign, Template } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { RadioGroup, Select } from '../ui/field.tsx';
import { language } from '../ui/format.ts';
import { ProblemText } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { Preview } from './preview.tsx';

type Picture = 'animation' | 'poster';
type Whose = 'general' | 'personal';

interface Props {
  readonly campaign: Campaign;
  readonly template: Template;
  readonly esp: EspId;
}

export function Mail({ campaign, template, esp }: Props) {
  const [picture, setPicture] = useState<Picture>('animation');
  const [locale, setLocale] = useState(localeOf(campaign, template));
  const at = (file: 'email.html' | 'email.txt', more: Record<string, string> = {}) =>
    `/v1/campaigns/${campaign.id}/${file}?${new URLSearchParams({ esp, picture, locale, ...more })}` as const;
  const copying = useMutation({
    mutationFn: async ({ path, what }: { path: `/${string}`; what: string }) => {
      await navigator.clipboard.writeText(await (await fetchFile(path)).text());
      say(`${what} is copied, with the tags of ${ESPS[esp].name}.`);
    },
  });
  const copy = (path: `/${string}`, what: string) => () => copying.mutate({ path, what });
  return (
    <div className="mail-stack">
      <div className="mail-choices">
        <RadioGroup<Picture>
          label="Picture"
          value={picture}
          onChange={setPicture}
          options={[
            {
              value: 'animation',
              name: 'It moves',
              help: 'A GIF that moves for five seconds, once. Outlook shows its first picture.',
            },
            { value: 'poster', name: 'A still', help: 'Sharper, and smaller to load.' },
          ]}
        />
        <WhosePicture campaign={campaign} picture={picture} />
        {template.locales.length > 1 && (
          <Select
            label="Language of this mail"
            help="A mail a language; the column for the language tells whom each is for."
            value={locale}
            onChange={setLocale}
            options={template.locales.map((tag) => ({ value: tag, name: language(tag) }))}
          />
        )}
      </div>
      <Preview at={(more) => at('email.html', { preview: '1', ...more })} />
      <div className="acts">
        <Button look="solid" shortcut="m" onPress={copy(at('email.html'), 'The mail')} isPending={copying.isPending}>
          Copy the mail
        </Button>
        <Button onPress={copy(at('email.html', { part: 'block' }), 'The block')}>Copy the block</Button>
        <Button onPress={copy(at('email.txt'), 'The plain text')}>Copy the plain text</Button>
      </div>
      {copying.error && <ProblemText error={copying.error} />}
    </div>
  );
}

function localeOf({ locale }: Campaign, { locales }: Template): string {
  const [first = 'en'] = locales;
  return locales.find((tag) => tag === locale) ?? locales.find((tag) => tag === locale?.split('-')[0]) ?? first;
}

/** Everybody's picture, or each person's own: the second is agreed to, because it cannot be taken back. */
function WhosePicture({ campaign, picture }: { readonly campaign: Campaign; readonly picture: Picture }) {
  const [asking, setAsking] = useState(false);
  const saving = useMutation({
    mutationFn: (whose: Whose) =>
      call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, { body: { [picture]: whose } }),
    onSuccess: showCampaign,
  });
  const choose = (whose: Whose): void => (whose === 'personal' ? setAsking(true) : saving.mutate(whose));
  return (
    <>
      <RadioGroup<Whose>
        label="Whose picture"
        value={campaign[picture]}
        onChange={choose}
        isDisabled={saving.isPending}
        options={[
          { value: 'general', name: 'The same for everybody', help: 'Nothing about anybody. One address.' },
          { value: 'personal', name: 'Each person’s own', help: 'Mail programs keep copies that cannot be erased.' },
        ]}
      />
      {saving.error && <ProblemText error={saving.error} />}
      <Confirm
        title="Put personal pictures into mails?"
        isOpen={asking}
        onClose={() => setAsking(false)}
        act="Use personal pictures"
        onConfirm={() => {
          setAsking(false);
          saving.mutate('personal');
        }}
      >
        <p>
          The picture then shows what a person agreed to, such as a first name, before they have said that the link is
          theirs. Mail programs and their servers keep copies: after a withdrawal or an erasure those copies stay where
          they are, and nobody can take them back.
        </p>
        <p>Its address opens the picture and nothing else. After a withdrawal it shows the general picture.</p>
      </Confirm>
    </>
  );
}
