/** What the console reads, under which key it is kept, and how lists and single things stay in step. */
import { QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ApiProblem, call } from './call.ts';
import type { Campaign, Progress, Recipient, Template } from './types.ts';

const FRESH_MS = 10_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // What was refused stays refused; what did not answer may answer soon.
      retry: (failures, error) =>
        error instanceof ApiProblem && (error.status === 0 || error.status >= 500) && failures < 3,
    },
  },
});

export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: async ({ signal }) => {
    const all: Campaign[] = [];
    let cursor = '';
    do {
      const path = `/v1/campaigns?limit=500${cursor && `&cursor=${cursor}`}` as const;
      const { items, next = '' } = await call<{ items: Campaign[]; next?: string }>('GET', path, { signal });
      all.push(...items);
      cursor = next;
    } while (cursor);
    return all;
  },
});

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id],
    queryFn: ({ signal }) => call<Campaign>('GET', `/v1/campaigns/${id}`, { signal }),
  });

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: async ({ signal }) => (await call<{ items: Template[] }>('GET', '/v1/templates', { signal })).items,
  staleTime: 5 * 60_000,
});

/** People of a campaign, a page at a time. */
export const recipientsQuery = (id: string, cursor?: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'recipients', cursor ?? ''],
    queryFn: ({ signal }) =>
      call<{ items: Recipient[]; next?: string }>(
        'GET',
        `/v1/campaigns/${id}/recipients${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
        { signal },
      ),
  });

export const useCampaigns = (): Campaign[] => useSuspenseQuery(campaignsQuery).data;
export const useTemplates = (): Template[] => useSuspenseQuery(templatesQuery).data;

/** The template of a campaign, or of a key of the address. Throws a problem in words where there is none. */
export function useTemplate(id: string): Template {
  const found = useTemplates().find((one) => one.id === id);
  if (!found) {
    throw new ApiProblem({
      type: 'urn:candor:unknown-template',
      title: 'This template is not here any more.',
      status: 404,
      detail: 'It was taken out of the templates folder. Videos that are published keep playing.',
    });
  }
  return found;
}

/** A campaign as an answer gave it, into every place that shows it. */
export function showCampaign(campaign: Campaign): void {
  queryClient.setQueryData(campaignQuery(campaign.id).queryKey, campaign);
  queryClient.setQueryData(campaignsQuery.queryKey, (all) =>
    all?.some((one) => one.id === campaign.id)
      ? all.map((one) => (one.id === campaign.id ? campaign : one))
      : all && [campaign, ...all],
  );
}

/** Progress as an event told it. */
export function showProgress({ id, status, counts, progress }: Progress): void {
  const merge = (one: Campaign): Campaign => ({ ...one, status, counts, progress });
  queryClient.setQueryData(campaignQuery(id).queryKey, (one) => one && merge(one));
  queryClient.setQueryData(campaignsQuery.queryKey, (all) => all?.map((one) => (one.id === id ? merge(one) : one)));
}
