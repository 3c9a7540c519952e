/** The step “Content & preview”: what the campaign says, live beside the picture, and the same for every telling person. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { ApiProblem, call } from '../api/call.ts';
import { showCampaign } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { useCampaign } from '../campaign/use-campaign.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { Leaving } from '../ui/leaving.tsx';
import { ProblemText, Waiting } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { ContentForm } from './form.tsx';
import { Grid } from './grid.tsx';
import { sampleName } from './names.ts';
import { Player } from './picture.tsx';
import { type Sample, type Samples, samplesQuery } from './samples.ts';
import { issuesIn, type Schema } from './schema.ts';
import { Tests, useMakeTest } from './tests.tsx';
import './content.css';

const FORMAT_NAMES: Readonly<Record<string, string>> = { landscape: 'Wide', portrait: 'Upright', square: 'Square' };

export default function Content() {
  const { campaign, template } = useCampaign();
  const formats = Object.keys(template.formats);
  const [format, setFormat] = useState(campaign.format === 'auto' ? (formats[0] ?? 'landscape') : campaign.format);
  const [content, setContent] = useState<Samples['content']>(campaign.content);
  const [chosen, setChosen] = useState<string>();
  const schema = template.content as Schema;
  const errors = useMemo(() => issuesIn(schema, content), [schema, content]);
  // The picture shows the last that can be drawn, and does not hold up the keyboard.
  const [drawn, setDrawn] = useState(content);
  useEffect(() => {
    if (errors.size === 0) setDrawn(content);
  }, [content, errors]);
  const shown = useDeferredValue(drawn);

  const { data: samples, error } = useQuery({
    ...samplesQuery(campaign.id, format, campaign.content),
    placeholderData: keepPreviousData,
  });
  const makeTest = useMakeTest(campaign.id);
  const save = useMutation({
    mutationFn: () => call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, { body: { content } }),
    onSuccess: (saved) => {
      const before = campaign.content;
      showCampaign(saved);
      say('Saved.', () => {
        setContent(before);
        call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, { body: { content: before } }).then(
          showCampaign,
          () => undefined,
        );
      });
    },
  });
  const all = useMemo(() => withServed(errors, save.error), [errors, save.error]);
  const changed = JSON.stringify(content) !== JSON.stringify(campaign.content);
  const isOver = campaign.status === 'cancelled';
  const sample =
    samples?.people.find(({ id }) => id === chosen) ?? samples?.people.find(({ kind }) => kind !== 'nobody');
  const test = (one: Sample): void => makeTest.mutate({ sample: one, label: sampleName(one, template) });

  return (
    <>
      <div className="content-step">
        <form
          className="writing"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <div className="bar">
            <Button
              type="submit"
              look="solid"
              isDisabled={!changed || errors.size > 0 || isOver}
              isPending={save.isPending}
            >
              Save
            </Button>
            <Button isDisabled={!changed} onPress={() => setContent(campaign.content)}>
              Discard
            </Button>
            <span className="quiet" role="status">
              {errors.size > 0
                ? `${errors.size} ${errors.size === 1 ? 'thing needs' : 'things need'} mending`
                : changed
                  ? 'Not saved yet'
                  : 'As saved'}
            </span>
          </div>
          {campaign.launchedAt && !isOver && (
            <p className="note">
              This campaign runs. What you save changes videos that were already sent: their pages follow within
              seconds, and what was drawn is drawn anew.
            </p>
          )}
          {save.error && <ProblemText error={save.error} shown={[...all.keys()].map((path) => `content.${path}`)} />}
          <ContentForm
            {...{ schema, content, errors: all, isDisabled: isOver }}
            locales={template.locales}
            onChange={setContent}
          />
        </form>
        <div className="seeing">
          {error && <ProblemText error={error} />}
          {!error && !samples && (
            <Waiting
              name="the previews"
              why="What the video of each made-up person uses is measured, frame by frame; the next time it is there at once."
            />
          )}
          {samples && sample && (
            <>
              <div className="bar">
                <Select
                  bare
                  label="Person"
                  options={samples.people.map((one) => ({ value: one.id, name: sampleName(one, template) }))}
                  value={sample.id}
                  onChange={setChosen}
                />
                {campaign.format === 'auto' && formats.length > 1 && (
                  <Select
                    bare
                    label="Shape"
                    options={formats.map((one) => ({ value: one, name: FORMAT_NAMES[one] ?? one }))}
                    value={format}
                    onChange={setFormat}
                  />
                )}
                <Button onPress={() => test(sample)} isPending={makeTest.isPending}>
                  Make a test link
                </Button>
              </div>
              <Player
                key={`${samples.format} ${sample.id}`}
                {...{ samples, sample, content: shown }}
                name={sampleName(sample, template)}
              />
              <p className="quiet">
                Made-up people, drawn live from what is written here. The line at the edge says what is used, as
                measured when you last saved.{' '}
                <AriaButton className="link" onPress={() => document.querySelector('.telling')?.scrollIntoView()}>
                  See everybody at once
                </AriaButton>
              </p>
            </>
          )}
        </div>
      </div>
      {samples && sample && (
        <Grid
          {...{ samples, template, content: shown, chosen: sample.id, onTest: test }}
          onChoose={({ id }) => {
            setChosen(id);
            document.querySelector('.seeing')?.scrollIntoView({ block: 'nearest' });
          }}
        />
      )}
      <Tests campaign={campaign.id} />
      <Leaving when={changed} />
    </>
  );
}

/** Errors of the last saving stand at their fields as well. */
function withServed(own: ReadonlyMap<string, string>, error: unknown): ReadonlyMap<string, string> {
  const served = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  const paths = served.flatMap(({ path, message }): [string, string][] =>
    path.startsWith('content.') ? [[path.slice('content.'.length), message]] : [],
  );
  return new Map([...paths, ...own]);
}
