/** Starting, pausing, going on, cancelling: the moves that the campaign's state allows, each with what it does. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { ApiProblem, call } from '../api/call.ts';
import { showCampaign } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { time } from '../ui/format.ts';
import { ProblemText } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { Schedule } from './schedule.tsx';

type Move = 'launch' | 'pause' | 'resume' | 'cancel';

const DONE: Readonly<Record<Move, string>> = {
  launch: 'Launched.',
  pause: 'Drawing is paused.',
  resume: 'Drawing goes on.',
  cancel: 'Cancelled: every link shows the general video.',
};

interface RunProps {
  readonly campaign: Campaign;
  readonly mayEdit: boolean;
}

export function Run({ campaign, mayEdit }: RunProps) {
  const [cancelling, setCancelling] = useState(false);
  const move = useMutation({
    mutationFn: (name: Move) => call<Campaign>('POST', `/v1/campaigns/${campaign.id}/${name}`),
    onSuccess: (changed, name) => {
      showCampaign(changed);
      setCancelling(false);
      const back = name === 'pause' ? 'resume' : name === 'resume' ? 'pause' : undefined;
      say(DONE[name], back && (() => move.mutate(back)));
    },
  });
  const { status } = campaign;
  const go = (name: Move) => () => move.mutate(name);
  const isPending = move.isPending;
  return (
    <section className="run" aria-label="Start and stop">
      <div>
        <p className="says">{saysOf(campaign)}</p>
        {!mayEdit && <p className="quiet">Your role looks; an editor starts and stops.</p>}
      </div>
      {mayEdit && (
        <div className="acts">
          {(status === 'draft' || status === 'scheduled') && <Schedule campaign={campaign} />}
          {status === 'draft' && (
            <Button look="solid" shortcut="l" onPress={go('launch')} isPending={isPending}>
              {campaign.startAt && Date.parse(campaign.startAt) > Date.now() ? 'Schedule it' : 'Launch'}
            </Button>
          )}
          {status === 'live' && (
            <Button
              look="solid"
              shortcut="p"
              tip="Pause drawing; what is ready stays watchable"
              onPress={go('pause')}
              isPending={isPending}
            >
              Pause
            </Button>
          )}
          {status === 'paused' && (
            <Button look="solid" shortcut="p" onPress={go('resume')} isPending={isPending}>
              Go on
            </Button>
          )}
          {(status === 'live' || status === 'paused' || status === 'scheduled') && (
            <Button onPress={() => setCancelling(true)}>Cancel the campaign</Button>
          )}
        </div>
      )}
      {move.isError && <Missing error={move.error} id={campaign.id} />}
      <Confirm
        title="Cancel this campaign?"
        act="Cancel it for good"
        danger
        isOpen={cancelling}
        isPending={isPending}
        onClose={() => setCancelling(false)}
        onConfirm={go('cancel')}
      >
        <p>Nothing more is drawn, and every link that was sent shows the general video from then on.</p>
        <p>It cannot be taken back. To stop drawing for a while, pause it instead.</p>
      </Confirm>
    </section>
  );
}

function saysOf({ status, startAt, launchedAt, endedAt, delivery }: Campaign): string {
  switch (status) {
    case 'draft':
      return 'It is a draft: no link works yet.';
    case 'scheduled':
      return `It starts ${startAt ? time(startAt) : 'later'}.`;
    case 'live':
      return `Live since ${launchedAt ? time(launchedAt) : 'now'}; ${delivery === 'on-open' ? 'drawn when somebody watches' : 'drawn ahead for everybody'}.`;
    case 'paused':
      return 'Drawing is paused. Videos that are ready can be watched.';
    case 'completed':
      return `Everybody’s video is there${endedAt ? ` since ${time(endedAt)}` : ''}.`;
    case 'cancelled':
      return 'It was cancelled: every link shows the general video.';
  }
}

/** Where a missing thing is brought. */
function stepOf(path: string): string {
  if (path.startsWith('audience') || path.startsWith('recipients')) return '/audience';
  if (path.startsWith('content')) return '/content';
  if (path.startsWith('approval')) return '/launch';
  return '';
}

/** What the service said is missing before it may start, as a list to work off. */
function Missing({ error, id }: { readonly error: unknown; readonly id: string }) {
  const issues = error instanceof ApiProblem && error.code === 'not-launchable' ? (error.problem.errors ?? []) : [];
  if (issues.length === 0) return <ProblemText error={error} />;
  return (
    <div role="alert" className="missing">
      <h3>Missing before it can start</h3>
      <ul>
        {issues.map(({ path, code, message }) => (
          <li key={`${path} ${code}`}>
            <span>
              <code>{path}</code> {message}
            </span>
            <Link href={`/campaigns/${id}${stepOf(path)}`}>Mend it</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
