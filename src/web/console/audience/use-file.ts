/** The file that was chosen: how it is written and what its columns are, read in this page alone. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Detected, detect } from '../../../campaigns/columns/detect.ts';
import { guess } from '../../../campaigns/columns/guess.ts';
import type { Mapping, Written } from '../../../campaigns/columns/mapping.ts';
import { type Columns, fromMapping } from '../../../campaigns/columns/roles.ts';
import { CAMPAIGN_ERRORS, CampaignError } from '../../../campaigns/errors.ts';
import { call } from '../api/call.ts';
import type { Field } from '../api/types.ts';

export interface ChosenFile {
  readonly file: File;
  readonly detected: Detected;
  readonly columns: Columns;
  /** Where the columns come from: a guess, or what was said of such a file before. */
  readonly remembered: boolean;
}

export interface FileState {
  readonly chosen: ChosenFile | undefined;
  readonly isReading: boolean;
  /** In words, why the file cannot be read. */
  readonly problem: string | undefined;
  choose(file: File): void;
  /** Corrects how the file is written. */
  rewrite(written: Written): void;
  setColumns(columns: Columns): void;
  forget(): void;
}

interface Recalled {
  readonly mapping?: Mapping;
  readonly exact: boolean;
}

export function useFile(campaign: string, fields: readonly Field[]): FileState {
  const [chosen, setChosen] = useState<ChosenFile>();
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const latest = useRef(0);
  useEffect(
    () => () => {
      latest.current += 1;
    },
    [],
  );

  const read = useCallback(
    async (file: File, told: Written) => {
      latest.current += 1;
      const turn = latest.current;
      setReading(true);
      setProblem(undefined);
      try {
        const detected = await detect(file, told);
        const recalled = await recall(campaign, detected.header);
        if (turn !== latest.current) return;
        const { mapping } = recalled;
        const columns = mapping
          ? fromMapping(mapping, detected.header.length)
          : guess(detected.header, detected.rows, fields);
        setChosen({ file, detected, columns, remembered: mapping !== undefined });
      } catch (error) {
        if (turn !== latest.current) return;
        setChosen(undefined);
        setProblem(wordsOf(error));
      } finally {
        if (turn === latest.current) setReading(false);
      }
    },
    [campaign, fields],
  );

  return {
    chosen,
    isReading,
    problem,
    choose: (file) => void read(file, {}),
    rewrite: (written) => chosen && void read(chosen.file, written),
    setColumns: (columns) => setChosen((one) => one && { ...one, columns }),
    forget: () => {
      latest.current += 1;
      setChosen(undefined);
      setProblem(undefined);
    },
  };
}

/** Column names are sent for this and not kept; where the service does not answer, the guess stands. */
async function recall(campaign: string, header: readonly string[]): Promise<Recalled> {
  if (!header.some(Boolean)) return { exact: false };
  const path = `/v1/campaigns/${campaign}/audience/mappings/recall` as const;
  return call<Recalled>('POST', path, { body: { header } }).catch(() => ({ exact: false }));
}

function wordsOf(error: unknown): string {
  if (!(error instanceof CampaignError)) return 'The file cannot be read. Is it open in another program?';
  const { message } = CAMPAIGN_ERRORS[error.code];
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}
