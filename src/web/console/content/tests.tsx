/** Test links of the campaign: to copy, to open, to end. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { copied } from '../ui/copy.tsx';
import { date } from '../ui/format.ts';
import { Section } from '../ui/parts.tsx';
import { ProblemText } from '../ui/problem.tsx';
import { say, sayProblem } from '../ui/toast.tsx';
import { type Sample, type TestLink, testsQuery } from './samples.ts';

const MOST = 20;

/** Makes a test link for a sample; its list follows. */
export const useMakeTest = (campaign: string) =>
  useMutation({
    mutationFn: ({ sample, label }: { readonly sample: Sample; readonly label: string }) =>
      call<TestLink>('POST', `/v1/campaigns/${campaign}/tests`, { body: { label, row: sample.row } }),
    onSuccess: async (test) => {
      queryClient.setQueryData(testsQuery(campaign).queryKey, (all) => [test, ...(all ?? [])]);
      if (await copied(test.watchUrl)) say(`Test link for “${test.label}” made, and copied.`);
    },
    onError: sayProblem,
  });

export function Tests({ campaign }: { readonly campaign: string }) {
  const { data: tests = [], error } = useQuery(testsQuery(campaign));
  const end = useMutation({
    mutationFn: (id: string) => call<undefined>('DELETE', `/v1/campaigns/${campaign}/tests/${id}`),
    onSuccess: (_, id) =>
      queryClient.setQueryData(testsQuery(campaign).queryKey, (all) => all?.filter((one) => one.id !== id)),
    onError: sayProblem,
  });
  return (
    <Section
      title="Test links"
      about={`For you and your colleagues: good for seven days, marked as a test, counted nowhere. ${tests.length} of ${MOST}.`}
    >
      {error && <ProblemText error={error} />}
      {!error && tests.length === 0 && <p className="quiet">None yet. Make one from any of the previews.</p>}
      {tests.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">Ends</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tests.map(({ id, label, endsAt, watchUrl }) => (
              <tr key={id}>
                <td>
                  <bdi>{label}</bdi>
                </td>
                <td>{date(endsAt)}</td>
                <td>
                  <div className="acts">
                    <LinkButton look="bare" small href={watchUrl} target="_blank" aria-label={`Open: ${label}`}>
                      Open
                    </LinkButton>
                    <Button
                      look="bare"
                      small
                      aria-label={`Copy: ${label}`}
                      onPress={async () => {
                        if (await copied(watchUrl)) say('Copied.');
                      }}
                    >
                      Copy
                    </Button>
                    <Button look="bare" small aria-label={`End: ${label}`} onPress={() => end.mutate(id)}>
                      End
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
