/** What can be done with a whole campaign, from its page and from the list. */
import { useNavigate } from 'react-router';
import { call } from '../api/call.ts';
import { campaignsQuery, queryClient } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { type Act, Dots, Menu } from '../ui/menu.tsx';
import { sayProblem, sayUndoable } from '../ui/toast.tsx';

/** Gone from the list at once; deleted when nobody took it back. */
function remove(campaign: Campaign): void {
  const before = queryClient.getQueryData(campaignsQuery.queryKey);
  queryClient.setQueryData(campaignsQuery.queryKey, (all) => all?.filter(({ id }) => id !== campaign.id));
  const back = () => queryClient.setQueryData(campaignsQuery.queryKey, before);
  sayUndoable(
    `“${campaign.name}” is deleted, with everybody in it.`,
    (leaving) => {
      call('DELETE', `/v1/campaigns/${campaign.id}`, { keepalive: leaving }).catch((error: unknown) => {
        back();
        sayProblem(error);
      });
    },
    back,
  );
}

/** Whether people may be watching: deleting it takes a cancelling first. */
const runs = ({ status }: Campaign): boolean => status === 'live' || status === 'paused' || status === 'scheduled';

export function useCampaignActs(campaign: Campaign): readonly Act[] {
  const navigate = useNavigate();
  return [
    {
      id: 'duplicate',
      name: 'Duplicate',
      help: 'The same settings and words, without people',
      act: () => navigate(`/campaigns/new?from=${campaign.id}`),
    },
    {
      id: 'delete',
      name: 'Delete',
      help: runs(campaign) ? 'It runs: cancel it first, under Launch' : 'With everybody in it, their videos and links',
      danger: true,
      isDisabled: runs(campaign),
      act: () => {
        navigate('/');
        remove(campaign);
      },
    },
  ];
}

export const CampaignMenu = ({ campaign }: { readonly campaign: Campaign }) => (
  <Menu label={`More for ${campaign.name}`} acts={useCampaignActs(campaign)}>
    <Dots />
  </Menu>
);
