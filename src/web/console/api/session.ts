/** Who is signed in, where, and what that member may do. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import type { Me, Permission } from './types.ts';

const FRESH_MS = 60_000;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call<Me>('GET', '/v1/me', { signal }),
  staleTime: FRESH_MS,
});

export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Whether the member may; what may not be done is not offered, and said where it would stand. */
export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);
