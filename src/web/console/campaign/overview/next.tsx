/** The one thing that comes next, in a sentence with a button. */
import type { Campaign } from '../../api/types.ts';
import { LinkButton } from '../../ui/button.tsx';
import { time } from '../../ui/format.ts';

interface Hint {
  readonly text: string;
  readonly to: string;
  readonly act: string;
}

function hintFor(campaign: Campaign): Hint | undefined {
  const { status, firstRowAt, counts, startAt, personalStoppedAt } = campaign;
  if (personalStoppedAt) {
    return {
      text: `Every link shows the general video since ${time(personalStoppedAt)}.`,
      to: 'launch',
      act: 'See why',
    };
  }
  if (counts.failed > 0) return { text: 'Some videos could not be drawn.', to: 'launch', act: 'Look at them' };
  switch (status) {
    case 'draft':
      return firstRowAt
        ? { text: 'It has people. Look at what they will see, then launch.', to: 'content', act: 'Look at it' }
        : {
            text: 'It has no people yet. The next step is your audience file.',
            to: 'audience',
            act: 'Bring the audience',
          };
    case 'scheduled':
      return { text: `It starts ${startAt ? time(startAt) : 'later'}.`, to: 'launch', act: 'To the schedule' };
    case 'live':
      return { text: 'It runs. The links can go into your mail.', to: 'email', act: 'Get the links' };
    case 'paused':
      return { text: 'Drawing is paused. What is ready can be watched.', to: 'launch', act: 'Go on' };
    default:
      return { text: 'It has ended.', to: 'analytics', act: 'How it was watched' };
  }
}

export function Next({ campaign }: { readonly campaign: Campaign }) {
  const hint = hintFor(campaign);
  if (!hint) return null;
  return (
    <div className="next">
      <p>{hint.text}</p>
      <LinkButton look="solid" href={`/campaigns/${campaign.id}/${hint.to}`}>
        {hint.act}
      </LinkButton>
    </div>
  );
}
