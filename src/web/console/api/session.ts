/** Who is signed in, where, and what that member may do. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { call } from './call.ts';

export interface SessionInfo {
  readonly workspace: { readonly id: string; readonly name: string };
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call<SessionInfo>('GET', '/console/session', { signal }),
  staleTime: 60_000,
});

export const useSession = (): SessionInfo => useSuspenseQuery(sessionQuery).data;
