/** Figures that move by themselves: server-sent events of one campaign, or of all. */
import { useEffect, useState } from 'react';
import { queryClient, showProgress } from './queries.ts';
import type { Progress } from './types.ts';

const AGAIN_MS = 5_000;

/** Follows progress at `address` while the component is shown. `stale`: nothing comes at the moment. */
export function useProgress(address: string): { readonly stale: boolean } {
  const [stale, setStale] = useState(false);
  useEffect(() => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const open = (): void => {
      source = new EventSource(address);
      source.addEventListener('open', () => {
        // A line that ended may have missed a campaign that came or went.
        if (opened) void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
        opened = true;
        setStale(false);
      });
      source.addEventListener('error', () => {
        setStale(true);
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      });
      source.addEventListener('progress', (event) => showProgress(JSON.parse(event.data as string) as Progress));
    };
    open();
    return () => {
      source.close();
      clearTimeout(again);
    };
  }, [address]);
  return { stale };
}
