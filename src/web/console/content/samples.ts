/** Telling people of the campaign's template, and the module that draws them in this page. */
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { testLinkSchema } from '../../../http/shapes/audience.ts';
import type { samplesSchema } from '../../../http/shapes/campaigns.ts';
import type { LiveModule } from '../../watch/live/types.ts';
import { call } from '../api/call.ts';

export type Samples = z.output<typeof samplesSchema>;
export type Sample = Samples['people'][number];
export type TestLink = z.output<typeof testLinkSchema>;

/** Measured anew when what is saved changes: that is in the key. */
export const samplesQuery = (id: string, format: string | undefined, saved: unknown) =>
  queryOptions({
    queryKey: ['campaigns', id, 'samples', format, saved],
    queryFn: ({ signal }) =>
      call<Samples>('GET', `/v1/campaigns/${id}/samples${format ? `?format=${format}` : ''}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const testsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'tests'],
    queryFn: async ({ signal }) =>
      (await call<{ items: TestLink[] }>('GET', `/v1/campaigns/${id}/tests`, { signal })).items,
  });

const modules = new Map<string, Promise<LiveModule>>();

/** Loaded once a template; what failed is tried again. */
export function moduleOf(script: string): Promise<LiveModule> {
  const known = modules.get(script) ?? (import(/* @vite-ignore */ script) as Promise<LiveModule>);
  modules.set(script, known);
  known.catch(() => modules.delete(script));
  return known;
}
