/** Approval by a second person: where it stands, and the one move that is yours. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { useMay, useMe } from '../api/session.ts';
import type { Approval as ApprovalAnswer, Campaign } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { TextField } from '../ui/field.tsx';
import { time } from '../ui/format.ts';
import { Section } from '../ui/parts.tsx';
import { ProblemText } from '../ui/problem.tsx';

const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'approval'],
    queryFn: ({ signal }) => call<ApprovalAnswer>('GET', `/v1/campaigns/${id}/approval`, { signal }),
  });

const SAYS: Readonly<Record<ApprovalAnswer['state'], string>> = {
  none: 'A colleague looks at it before it starts. Ask when it is ready.',
  requested: 'It waits for a colleague.',
  approved: 'It is approved as it is. Whoever changes it asks again.',
  rejected: 'It was not approved.',
  outdated: 'It was changed since it was approved: ask again.',
};

export function Approval({ campaign, mayEdit }: { readonly campaign: Campaign; readonly mayEdit: boolean }) {
  const { data } = useSuspenseQuery(approvalQuery(campaign.id));
  const { actor } = useMe();
  const mayApprove = useMay('approve');
  const [note, setNote] = useState('');
  const act = useMutation({
    mutationFn: (move: '' | '/approve' | '/reject') =>
      call<ApprovalAnswer>(
        'POST',
        `/v1/campaigns/${campaign.id}/approval${move}`,
        move ? { body: note ? { note } : {} } : {},
      ),
    onSuccess: (answer) => queryClient.setQueryData(approvalQuery(campaign.id).queryKey, answer),
  });
  if (!data.required && data.state === 'none') return null;
  const waits = data.state === 'requested';
  return (
    <Section title="Approval" about="By a second person, of exactly what is there.">
      <div className="form">
        <p>
          {SAYS[data.state]}{' '}
          {data.decidedBy && data.decidedAt && (
            <span className="quiet">
              <bdi>{data.decidedBy}</bdi>, {time(data.decidedAt)}.
            </span>
          )}
        </p>
        {data.note && (
          <blockquote>
            <bdi>{data.note}</bdi>
          </blockquote>
        )}
        {act.isError && <ProblemText error={act.error} />}
        {waits && (
          <p className="quiet">
            Asked by <bdi>{data.requestedBy}</bdi>. <Copy text={data.link}>Copy the link for your colleague</Copy>
          </p>
        )}
        {waits && mayApprove && data.requestedBy !== actor.name && (
          <>
            <TextField
              label="A note for whoever asked"
              help="About the campaign. May stay empty."
              value={note}
              onChange={setNote}
              maxLength={500}
            />
            <div className="acts">
              <Button look="solid" onPress={() => act.mutate('/approve')} isPending={act.isPending}>
                Approve
              </Button>
              <Button onPress={() => act.mutate('/reject')}>Not like this</Button>
            </div>
          </>
        )}
        {mayEdit && !waits && data.state !== 'approved' && (
          <div className="acts">
            <Button onPress={() => act.mutate('')} isPending={act.isPending}>
              Ask for approval
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
