/** Whether a campaign needs a second person before it starts. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { Switch } from '../ui/field.tsx';
import { Section } from '../ui/parts.tsx';
import { say, sayProblem } from '../ui/toast.tsx';

interface Required {
  readonly required: boolean;
}

const query = queryOptions({
  queryKey: ['workspace', 'approval'],
  queryFn: ({ signal }) => call<Required>('GET', '/v1/workspace/approval', { signal }),
});

export default function Approval() {
  const { data } = useSuspenseQuery(query);
  const mayAdmin = useMay('admin');
  const save = useMutation({
    mutationFn: (required: boolean) => call<Required>('PUT', '/v1/workspace/approval', { body: { required } }),
    // Shown at once; what fails is shown as it was.
    onMutate: (required) => {
      queryClient.setQueryData(query.queryKey, { required });
      return { before: data };
    },
    onError: (error, _required, context) => {
      queryClient.setQueryData(query.queryKey, context?.before);
      sayProblem(error);
    },
    onSuccess: ({ required }) =>
      say(required ? 'Campaigns need a second person now.' : 'Campaigns need no second person any more.', () =>
        save.mutate(!required),
      ),
  });
  return (
    <Section title="Four eyes" about="Holds for every campaign of the workspace that has not started.">
      <Switch
        label="A second person approves before a campaign starts"
        help="Of exactly what is there: whoever changes it afterwards asks again. Whoever asked cannot approve."
        isSelected={data.required}
        onChange={(required) => save.mutate(required)}
        isDisabled={!mayAdmin}
      />
    </Section>
  );
}
