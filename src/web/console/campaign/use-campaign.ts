/** The campaign whose page is open. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { campaignQuery, useTemplate } from '../api/queries.ts';
import type { Campaign, Template } from '../api/types.ts';

/** Read once for the whole page and kept up to date by events. Suspends; a campaign that is unknown throws a problem. */
export function useCampaign(): { readonly campaign: Campaign; readonly template: Template } {
  const { id = '' } = useParams();
  const { data: campaign } = useSuspenseQuery(campaignQuery(id));
  return { campaign, template: useTemplate(campaign.template) };
}
