/** One agreement stated for everybody in a file: who states it says how it came about, and somebody else approves it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { statementAnswerSchema } from '../../../http/shapes/audience.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import type { Field } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox, TextField } from '../ui/field.tsx';
import { date, time, words } from '../ui/format.ts';
import { errorAt, ProblemText } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';

export type Statement = z.output<typeof statementAnswerSchema>;

const keyOf = (campaign: string) => ['campaigns', campaign, 'statements'];

/** Those of the campaign, the newest first. */
export function useStatements(campaign: string): readonly Statement[] {
  const { data } = useQuery({
    queryKey: keyOf(campaign),
    queryFn: async ({ signal }) =>
      (await call<{ items: Statement[] }>('GET', `/v1/campaigns/${campaign}/audience/statements`, { signal })).items,
  });
  return data ?? [];
}

interface StateProps {
  readonly campaign: string;
  readonly fields: readonly Field[];
  readonly digest: string;
  /** Keys of the fields that the file brings. */
  readonly brought: readonly string[];
}

export function StateForAll({ campaign, fields, digest, brought }: StateProps) {
  const [keys, setKeys] = useState<readonly string[]>(brought);
  const [given, setGiven] = useState({ givenAt: '', expiresAt: '', method: '', noticeUrl: '', evidence: '' });
  const set = (part: keyof typeof given) => (value: string) => setGiven((before) => ({ ...before, [part]: value }));
  const state = useMutation({
    mutationFn: () => {
      const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''));
      const body = { digest, fields: keys, ...filled };
      return call<Statement>('POST', `/v1/campaigns/${campaign}/audience/statements`, { body });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keyOf(campaign) });
      say('Stated. Now somebody else has to approve it.');
    },
  });
  const parts = ['fields', 'givenAt', 'expiresAt', 'method', 'noticeUrl', 'evidence'];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        state.mutate();
      }}
    >
      <fieldset className="agrees">
        <legend>Everybody in this file agreed to</legend>
        {fields.map(({ key, label }) => (
          <Checkbox
            key={key}
            label={words(label)}
            isSelected={keys.includes(key)}
            onChange={(on) => setKeys(on ? [...keys, key] : keys.filter((one) => one !== key))}
          />
        ))}
      </fieldset>
      <div className="pair">
        <TextField
          label="Agreed on"
          help="Like 2026-05-01"
          isRequired
          value={given.givenAt}
          onChange={set('givenAt')}
          error={errorAt(state.error, 'givenAt')}
        />
        <TextField
          label="Agreed until"
          help="Optional"
          value={given.expiresAt}
          onChange={set('expiresAt')}
          error={errorAt(state.error, 'expiresAt')}
        />
      </div>
      <TextField
        label="How they agreed"
        help="In a word or two, like “paper form”; viewers can read it"
        isRequired
        value={given.method}
        onChange={set('method')}
        error={errorAt(state.error, 'method')}
      />
      <TextField
        label="The privacy notice they saw"
        help="Optional: its web address"
        value={given.noticeUrl}
        onChange={set('noticeUrl')}
        error={errorAt(state.error, 'noticeUrl')}
      />
      <TextField
        label="The evidence"
        help="Where and how these people agreed, and where that can be looked up. Names of people do not belong here."
        lines={4}
        isRequired
        value={given.evidence}
        onChange={set('evidence')}
        error={errorAt(state.error, 'evidence')}
      />
      {state.error != null && <ProblemText error={state.error} shown={parts} />}
      <div className="acts">
        <Button type="submit" isPending={state.isPending} isDisabled={keys.length === 0}>
          State this, and ask for approval
        </Button>
      </div>
    </form>
  );
}

interface CardProps {
  readonly campaign: string;
  readonly statement: Statement;
  readonly fields: readonly Field[];
}

export function StatementCard({ campaign, statement, fields }: CardProps) {
  const { id, evidence, method, givenAt, expiresAt, statedAt, statedBy, approvedAt, approvedBy } = statement;
  const approve = useMutation({
    mutationFn: () => call<Statement>('POST', `/v1/campaigns/${campaign}/audience/statements/${id}/approve`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(campaign) }),
  });
  const names = statement.fields.map((key) => {
    const field = fields.find((one) => one.key === key);
    return field ? words(field.label) : key;
  });
  return (
    <article className="statement">
      <p>
        <b>{names.join(', ')}</b>: agreed on {date(givenAt)}
        {expiresAt ? ` until ${date(expiresAt)}` : ''}, by <bdi>{method}</bdi>.
      </p>
      <blockquote>
        <bdi>{evidence}</bdi>
      </blockquote>
      <p className="quiet">
        Stated by <bdi>{statedBy}</bdi>, {time(statedAt)}.{' '}
        {approvedAt ? (
          <>
            Approved by <bdi>{approvedBy}</bdi>, {time(approvedAt)}.
          </>
        ) : (
          'It counts once somebody else has approved it, and for this file alone.'
        )}
      </p>
      {!approvedAt && (
        <div className="acts">
          <Button onPress={() => approve.mutate()} isPending={approve.isPending}>
            Approve it
          </Button>
        </div>
      )}
      {approve.error != null && <ProblemText error={approve.error} />}
    </article>
  );
}
