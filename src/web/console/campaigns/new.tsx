/** A new campaign: a template, or another campaign to begin with, and what it must be told. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Form, Link } from 'react-aria-components';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../api/call.ts';
import { showCampaign, useCampaigns, useTemplates } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { useWorkspace } from '../api/workspace.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { words } from '../ui/format.ts';
import { Leaving } from '../ui/leaving.tsx';
import { useMending } from '../ui/mending.ts';
import { Empty, PageHead, Section } from '../ui/parts.tsx';
import { ProblemText, Region } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { draftFor, draftFrom } from './draft.ts';
import { CampaignForm, type Draft, SHOWN } from './form.tsx';

export default function NewCampaign() {
  return (
    <Region name="the templates">
      <New />
    </Region>
  );
}

function New() {
  const [asked] = useSearchParams();
  const templates = useTemplates();
  const campaigns = useCampaigns();
  const workspace = useWorkspace();
  const from = campaigns.find(({ id }) => id === asked.get('from'));
  const first = templates.find(({ id }) => id === (from?.template ?? asked.get('template'))) ?? templates[0];
  const [draft, setDraft] = useState<Draft | undefined>(
    () =>
      first &&
      (from
        ? draftFrom(from)
        : draftFor(
            first,
            workspace,
            campaigns.find((one) => !one.demo),
          )),
  );
  const [isChanged, setChanged] = useState(false);
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: (body: Draft) => call<Campaign>('POST', '/v1/campaigns', { body }),
    onSuccess: (campaign) => {
      showCampaign(campaign);
      say(`“${campaign.name}” is a draft now.`);
    },
  });
  const form = useMending(create.error);
  const made = create.data?.id;
  // After the page has been drawn without anything unsaved: nobody is asked whether to leave.
  useEffect(() => {
    if (made) navigate(`/campaigns/${made}`);
  }, [made, navigate]);
  const template = templates.find(({ id }) => id === draft?.template);
  if (!draft || !template) {
    return (
      <>
        <PageHead title="New campaign" />
        <Empty act={<LinkButton href="/docs">How to write one</LinkButton>}>There is no template here yet.</Empty>
      </>
    );
  }
  return (
    <Form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(draft);
      }}
      validationBehavior="aria"
    >
      <PageHead
        title={from ? 'Duplicate a campaign' : 'New campaign'}
        about={
          from ? 'Everything but its people. Nothing is sent before you launch.' : 'Nothing is sent before you launch.'
        }
      />
      <Section title="Template" about={<Link href="/templates">Watch them first</Link>}>
        <div className="form">
          <Select
            label="Template"
            options={templates.map((one) => ({ value: one.id, name: words(one.title) }))}
            value={draft.template}
            onChange={(id) => {
              const next = templates.find((one) => one.id === id);
              if (!next) return;
              const unnamed = draft.name === words(template.title);
              const { content: _, sources: __, purpose: ___, ...rest } = draft;
              setDraft({ ...rest, template: id, locale: undefined, ...(unnamed ? { name: words(next.title) } : {}) });
            }}
          />
        </div>
      </Section>
      <CampaignForm
        draft={draft}
        template={template}
        onChange={(change) => {
          setChanged(true);
          setDraft((now) => now && { ...now, ...change });
        }}
        error={create.error}
      />
      {!from && <FromSettings />}
      <div className="save-bar">
        {create.isError && <ProblemText error={create.error} shown={SHOWN} />}
        <div className="acts">
          <Button look="solid" type="submit" isPending={create.isPending}>
            Make the draft
          </Button>
        </div>
      </div>
      <Leaving when={isChanged && !create.isSuccess} />
    </Form>
  );
}

/** What the service fills in by itself, so that nobody is surprised by it. */
function FromSettings() {
  const { legalBasis, processors = [], embedOn = [] } = useWorkspace();
  const facts = [
    ...(legalBasis ? [['Legal basis', words(legalBasis)]] : []),
    ...(processors.length > 0 ? [['Processors', processors.map(({ name }) => words(name)).join(', ')]] : []),
    ...(embedOn.length > 0 ? [['Sites', embedOn.join(', ')]] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <Section title="From the settings" about={<Link href="/settings/data">Change them there</Link>}>
      <dl className="facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
