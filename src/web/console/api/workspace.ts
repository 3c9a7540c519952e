/** The workspace that is open, and what it says of itself. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { sayProblem } from '../ui/toast.tsx';
import { call } from './call.ts';
import { queryClient } from './queries.ts';
import type { Workspace } from './types.ts';

const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => call<Workspace>('GET', '/v1/workspace', { signal }),
});

export const useWorkspace = (): Workspace => useSuspenseQuery(workspaceQuery).data;

/** As an answer gave it, into every place that shows it. */
export const showWorkspace = (workspace: Workspace): void => {
  queryClient.setQueryData(workspaceQuery.queryKey, workspace);
};

/** Reads it anew, and is done when it is there. */
export const readWorkspaceAgain = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: workspaceQuery.queryKey, exact: true });

/** Where everybody reaches a logo of this workspace. */
export const logoAddress = (workspaceId: string, hash: string): string => `/logos/${workspaceId}/${hash}`;

/** Opens another workspace of this person, by its id. */
export const useOpenWorkspace = () =>
  useMutation({
    mutationFn: (id: string) => call('PUT', '/v1/me/workspace', { body: { id } }),
    // The page begins anew: nothing that was read of the other one stays in it.
    onSuccess: () => location.assign('/console'),
    onError: sayProblem,
  });
