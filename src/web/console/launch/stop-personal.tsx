/** The emergency stop: every link general within a second; and, once what was wrong is mended, the way back. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { campaignQuery, queryClient, showCampaign } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import type { Campaign } from '../api/types.ts';
import { sumOf } from '../campaign/overview/counts.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Checkbox } from '../ui/field.tsx';
import { people, time } from '../ui/format.ts';
import { Section } from '../ui/parts.tsx';
import { ProblemText } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';

interface StopProps {
  readonly campaign: Campaign;
  readonly mayEdit: boolean;
}

export function StopPersonal({ campaign, mayEdit }: StopProps) {
  const [asking, setAsking] = useState(false);
  const [opened, setOpened] = useState<number>();
  const address = `/v1/campaigns/${campaign.id}` as const;
  const stop = useMutation({
    mutationFn: () => call<{ opened: number }>('POST', `${address}/stop-personal`),
    onSuccess: ({ opened: many }) => {
      setAsking(false);
      setOpened(many);
      void queryClient.invalidateQueries({ queryKey: campaignQuery(campaign.id).queryKey });
    },
  });
  const { personalStoppedAt } = campaign;
  return (
    <Section title="Stop personal" about="For the day on which something is wrong: a shifted column, the wrong file.">
      <div className="form">
        {stop.isError && <ProblemText error={stop.error} />}
        {personalStoppedAt ? (
          <Stopped campaign={campaign} opened={opened} />
        ) : (
          <>
            <p>
              One button makes every link of this campaign show the general video, within a second, also where it is
              being watched.
            </p>
            {mayEdit && (
              <div className="acts">
                <Button look="danger" onPress={() => setAsking(true)}>
                  Stop personal videos
                </Button>
              </div>
            )}
          </>
        )}
      </div>
      <Confirm
        title="Make every link general?"
        act="Stop personal videos now"
        danger
        isOpen={asking}
        isPending={stop.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => stop.mutate()}
      >
        <p>
          Within a second nobody sees anything personal any more, on{' '}
          {people(sumOf(campaign.counts) - campaign.counts.excluded)}’s links. They keep working and show the general
          video.
        </p>
        <p>
          You are told how many people had opened theirs, for assessing the breach. Personal videos are deleted; what
          people agreed to stays, so that they can be drawn again once what was wrong is mended.
        </p>
      </Confirm>
    </Section>
  );
}

interface StoppedProps {
  readonly campaign: Campaign;
  readonly opened: number | undefined;
}
function Stopped({ campaign, opened }: StoppedProps) {
  const [mended, setMended] = useState(false);
  const mayAllow = useMay('approve');
  const allow = useMutation({
    mutationFn: () => call<Campaign>('POST', `/v1/campaigns/${campaign.id}/allow-personal`, { body: { mended: true } }),
    onSuccess: (changed) => {
      showCampaign(changed);
      say('Links are personal again.');
    },
  });
  const { personalStoppedAt, personalStoppedBecause } = campaign;
  return (
    <>
      <p role="status">
        <b>Every link shows the general video since {personalStoppedAt && time(personalStoppedAt)}.</b>{' '}
        {personalStoppedBecause === 'not-me' && 'It happened by itself, because too many people said “not me”. '}
        {opened !== undefined && `${people(opened)} had opened a personal video by then.`}
      </p>
      {allow.isError && <ProblemText error={allow.error} />}
      {!mayAllow && <p className="quiet">An approver lets them be personal again.</p>}
      {mayAllow && (
        <>
          <Checkbox
            label="What was wrong is mended"
            help="Look at a few videos under Content & preview first."
            isSelected={mended}
            onChange={setMended}
          />
          <div className="acts">
            <Button isDisabled={!mended} onPress={() => allow.mutate()} isPending={allow.isPending}>
              Let links be personal again
            </Button>
          </div>
        </>
      )}
    </>
  );
}
