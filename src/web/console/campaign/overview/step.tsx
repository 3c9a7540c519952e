/** A campaign at a glance: what comes next, what it uses, how far it is, and what it was told. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form, Link } from 'react-aria-components';
import { call } from '../../api/call.ts';
import { showCampaign } from '../../api/queries.ts';
import type { Campaign, Template } from '../../api/types.ts';
import { CampaignForm, SHOWN } from '../../campaigns/form.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { date, language, people, time, words } from '../../ui/format.ts';
import { useMending } from '../../ui/mending.ts';
import { Mark, Section } from '../../ui/parts.tsx';
import { ProblemText, Region } from '../../ui/problem.tsx';
import { say } from '../../ui/toast.tsx';
import { useCampaign } from '../use-campaign.ts';
import { Counts } from './counts.tsx';
import { Next } from './next.tsx';
import { WatchAs } from './watch-as.tsx';

export default function Overview() {
  const { campaign, template } = useCampaign();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Next campaign={campaign} />
      <Section title="People" about={campaign.firstRowAt ? `Taken in since ${date(campaign.firstRowAt)}.` : undefined}>
        <Counts campaign={campaign} />
        {campaign.demo && (
          <Region name="links of the demo">
            <WatchAs campaign={campaign} />
          </Region>
        )}
      </Section>
      <Section title="What it can use" about="Only where a person agreed. Each can be switched off while watching.">
        <ul className="uses">
          {template.fields.map(({ key, label, why, source }, place) => (
            <li key={key}>
              <Mark place={place} />
              <b>{words(label)}</b>
              <span className="quiet">{[words(why), words(campaign.sources?.[key] ?? source)].join(' ')}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What viewers are told" about={<Told campaign={campaign} onChange={() => setChanging(true)} />}>
        <Facts campaign={campaign} template={template} />
      </Section>
      <Dialog title="Change what viewers are told" isOpen={changing} onClose={() => setChanging(false)} wide>
        <Change campaign={campaign} template={template} onDone={() => setChanging(false)} />
      </Dialog>
    </>
  );
}

const over = ({ status }: Campaign): boolean => status === 'cancelled' || status === 'completed';

const Told = ({ campaign, onChange }: { readonly campaign: Campaign; readonly onChange: () => void }) =>
  over(campaign) ? (
    'It has ended, and stays as it was.'
  ) : (
    <Button small shortcut="e" onPress={onChange}>
      Change
    </Button>
  );

const DELIVERY = { 'on-open': 'when somebody watches', prerender: 'ahead, for everybody' } as const;
const CONFIRM = { ask: 'by a button', code: 'by an answer', skip: 'by the link alone' } as const;
const WITHOUT = { general: 'the general video', exclude: 'no video' } as const;

function Facts({ campaign, template }: { readonly campaign: Campaign; readonly template: Template }) {
  const { controller, purpose, retentionDays, delivery, confirm, withoutConsent, locale, format } = campaign;
  const { name, address, email, privacyUrl } = controller;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      'Sender',
      <>
        <bdi>{name}</bdi>, <bdi>{address}</bdi>, <bdi>{email}</bdi>.{' '}
        <Link href={privacyUrl} target="_blank">
          Privacy notice
        </Link>
      </>,
    ],
    ['Purpose', <code key="purpose">{purpose}</code>],
    ['Kept', `for ${retentionDays} days from a row’s acceptance, or until the agreement ends`],
    ['Drawn', DELIVERY[delivery]],
    ['Confirmed', CONFIRM[confirm]],
    ['Who agreed to nothing gets', WITHOUT[withoutConsent]],
    [
      'Format and language',
      `${format === 'auto' ? 'as fits the screen' : format}, ${language(locale ?? template.locales[0] ?? 'en')}`,
    ],
    ...(campaign.cta
      ? ([
          [
            'Link under it',
            <>
              {words(campaign.cta.label)}: <bdi>{campaign.cta.url}</bdi>
            </>,
          ],
        ] as const)
      : []),
    ['Plays are counted', campaign.measure ? 'in tens, without persons' : 'not at all'],
    ...(campaign.startAt ? ([['Starts', time(campaign.startAt)]] as const) : []),
  ];
  return (
    <dl className="facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is gone is sent as `null`. */
const withGone = (changes: object): object =>
  Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, value ?? null]));

interface ChangeProps {
  readonly campaign: Campaign;
  readonly template: Template;
  readonly onDone: () => void;
}
function Change({ campaign, template, onDone }: ChangeProps) {
  const [change, setChange] = useState<Partial<Campaign>>({});
  const save = useMutation({
    mutationFn: (changes: Partial<Campaign>) =>
      call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, { body: withGone(changes) }),
    onSuccess: (saved) => {
      const before = Object.fromEntries(Object.keys(change).map((key) => [key, campaign[key as keyof Campaign]]));
      showCampaign(saved);
      onDone();
      say('Changed.', () => {
        void call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, { body: withGone(before) }).then(showCampaign);
      });
    },
  });
  const form = useMending(save.error);
  return (
    <Form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(change);
      }}
      validationBehavior="aria"
    >
      {campaign.status !== 'draft' && (
        <p className="note">
          It runs: {people(campaign.counts.ready)} may have watched already. Their videos are planned again with the
          next opening.
        </p>
      )}
      <CampaignForm
        draft={{ ...campaign, ...change }}
        template={template}
        onChange={(more) => setChange({ ...change, ...(more as Partial<Campaign>) })}
        error={save.error}
        fixed={campaign.firstRowAt !== undefined}
      />
      <div className="save-bar">
        {save.isError && <ProblemText error={save.error} shown={SHOWN} />}
        <div className="acts">
          <Button onPress={onDone}>Leave it as it is</Button>
          <Button look="solid" type="submit" isDisabled={Object.keys(change).length === 0} isPending={save.isPending}>
            Save
          </Button>
        </div>
      </div>
    </Form>
  );
}
