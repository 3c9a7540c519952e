/** A file on its way: first to be looked at, then to be taken. One at a time, and it can be stopped. */
import { useRef, useState } from 'react';
import { CONTENT_TYPES } from '../../../campaigns/columns/detect.ts';
import { toMapping } from '../../../campaigns/columns/roles.ts';
import { call } from '../api/call.ts';
import { campaignQuery, queryClient } from '../api/queries.ts';
import type { Report } from './report.tsx';
import { sendFile } from './send.ts';
import type { ChosenFile } from './use-file.ts';

/** The service tells as many errors as a list is useful with. */
const MOST_ERRORS = 10_000;

export interface Sending {
  readonly state: 'idle' | 'checking' | 'importing' | 'checked' | 'imported';
  /** 0–1. */
  readonly progress: number;
  readonly report: Report | undefined;
  readonly error: unknown;
  check(chosen: ChosenFile, statement?: Stated): void;
  take(chosen: ChosenFile, statement?: Stated): void;
  stop(): void;
  /** After a change of what the file means: what was reported holds no more. */
  reset(): void;
}

/** A statement for the whole file. */
export interface Stated {
  readonly id: string;
  readonly digest: string;
}

type State = Pick<Sending, 'state' | 'progress' | 'report' | 'error'>;
const IDLE: State = { state: 'idle', progress: 0, report: undefined, error: undefined };

export function useSending(campaign: { readonly id: string; readonly purpose: string }): Sending {
  const [state, setState] = useState<State>(IDLE);
  const stopping = useRef<AbortController>(undefined);

  const send = async (chosen: ChosenFile, dryRun: boolean, statement: Stated | undefined) => {
    const stop = new AbortController();
    stopping.current?.abort();
    stopping.current = stop;
    setState((before) => ({ ...IDLE, state: dryRun ? 'checking' : 'importing', report: before.report }));
    try {
      const query = new URLSearchParams({ errors: String(MOST_ERRORS) });
      const mapping = await storeMapping(campaign, chosen, statement !== undefined);
      if (mapping) query.set('mapping', mapping);
      if (statement) {
        query.set('statement', statement.id);
        query.set('digest', statement.digest);
      }
      if (dryRun) {
        query.set('dryRun', '1');
        query.set('plan', '1');
      }
      const report = await sendFile<Report>(`/v1/campaigns/${campaign.id}/audience?${query}`, chosen.file, {
        type: CONTENT_TYPES[chosen.detected.kind],
        onProgress: (progress) => setState((before) => ({ ...before, progress })),
        signal: stop.signal,
      });
      setState({ ...IDLE, state: dryRun ? 'checked' : 'imported', report, progress: 1 });
      if (!dryRun) void queryClient.invalidateQueries({ queryKey: campaignQuery(campaign.id).queryKey });
    } catch (error) {
      if (stop.signal.aborted) setState((before) => (before.report && dryRun ? before : IDLE));
      else setState((before) => ({ ...IDLE, state: before.report ? 'checked' : 'idle', report: before.report, error }));
      if (!dryRun) void queryClient.invalidateQueries({ queryKey: campaignQuery(campaign.id).queryKey });
    }
  };

  return {
    ...state,
    check: (chosen, statement) => void send(chosen, true, statement),
    take: (chosen, statement) => void send(chosen, false, statement),
    stop: () => {
      stopping.current?.abort();
      setState((before) => ({ ...before, state: before.report ? 'checked' : 'idle', progress: 0 }));
    },
    reset: () => {
      stopping.current?.abort();
      setState(IDLE);
    },
  };
}

/** Undefined where rows name their parts themselves. With a statement for all, no column speaks of agreement. */
async function storeMapping(
  campaign: { readonly id: string; readonly purpose: string },
  { detected, columns }: ChosenFile,
  stated: boolean,
): Promise<string | undefined> {
  if (detected.kind === 'json' || detected.kind === 'lines') return undefined;
  const { consent, ...mapping } = toMapping(columns, { ...detected, purpose: campaign.purpose });
  const body = stated || !consent ? mapping : { ...mapping, consent };
  const { id } = await call<{ id: string }>('POST', `/v1/campaigns/${campaign.id}/audience/mappings`, { body });
  return id;
}
