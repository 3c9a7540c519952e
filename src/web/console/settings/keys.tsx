/** API keys: what each may do, when it was used last; a new one is shown once. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CheckboxGroup, Form, Label } from 'react-aria-components';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { useMe } from '../api/session.ts';
import type { Key, KeyMade, Permission } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { Checkbox, TextField } from '../ui/field.tsx';
import { ago } from '../ui/format.ts';
import { Empty, Section } from '../ui/parts.tsx';
import { errorAt, ProblemText } from '../ui/problem.tsx';
import { say, sayProblem } from '../ui/toast.tsx';

const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => call<{ items: Key[] }>('GET', '/v1/keys', { signal }),
});
const again = () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });

const SCOPES: Readonly<Record<Permission, string>> = {
  read: 'Look at campaigns',
  edit: 'Make and run campaigns',
  approve: 'Approve campaigns',
  admin: 'Change the workspace',
  people: 'See real people’s data',
};

export default function Keys() {
  const { data } = useSuspenseQuery(keysQuery);
  const [shown, setShown] = useState<string>();
  const [ending, setEnding] = useState<Key>();
  const revoke = useMutation({
    mutationFn: (id: string) => call('DELETE', `/v1/keys/${id}`),
    onSuccess: () => {
      say('The key is revoked.');
      void again();
    },
    onError: sayProblem,
  });
  const keys = data.items.filter(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <Section title="A new key" about="For programs. It may do what you tick, and never more than you may.">
        <New onMade={setShown} />
      </Section>
      <Section title="Keys" about="Only a hash of each is kept.">
        {keys.length === 0 ? (
          <Empty>No program has a key yet.</Empty>
        ) : (
          <div className="scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Begins with</th>
                  <th scope="col">May</th>
                  <th scope="col">Used last</th>
                  <th scope="col">
                    <span className="unseen">Revoke</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <tr key={key.id}>
                    <th scope="row">
                      <bdi>{key.name}</bdi>
                    </th>
                    <td>
                      <code>{key.prefix}…</code>
                    </td>
                    <td>{key.scopes.join(', ')}</td>
                    <td>{key.lastUsedAt ? ago(key.lastUsedAt) : 'never'}</td>
                    <td className="figure">
                      <Button small onPress={() => setEnding(key)}>
                        Revoke<span className="unseen"> {key.name}</span>
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      <Dialog title="The key, shown this once" isOpen={shown !== undefined} onClose={() => setShown(undefined)}>
        <p>
          <code className="secret">{shown}</code>
        </p>
        <div className="acts">
          <Copy text={shown ?? ''}>Copy it</Copy>
          <Button look="solid" onPress={() => setShown(undefined)}>
            I have it
          </Button>
        </div>
      </Dialog>
      <Confirm
        title={`Revoke “${ending?.name ?? ''}”?`}
        act="Revoke it"
        danger
        isOpen={ending !== undefined}
        onClose={() => setEnding(undefined)}
        onConfirm={() => {
          if (ending) revoke.mutate(ending.id);
          setEnding(undefined);
        }}
      >
        <p>Whatever uses it stops at once, in running answers too. It cannot be taken back.</p>
      </Confirm>
    </>
  );
}

function New({ onMade }: { readonly onMade: (key: string) => void }) {
  const { permissions } = useMe();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const make = useMutation({
    mutationFn: () => call<KeyMade>('POST', '/v1/keys', { body: { name, scopes } }),
    onSuccess: ({ key }) => {
      setName('');
      onMade(key);
      void again();
    },
  });
  return (
    <Form
      className="form"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      {make.isError && <ProblemText error={make.error} shown={['name']} />}
      <TextField
        label="Name"
        help="What uses it, like “Nightly import”."
        value={name}
        onChange={setName}
        maxLength={80}
        error={errorAt(make.error, 'name')}
        isRequired
      />
      <CheckboxGroup value={scopes} onChange={setScopes} className="field">
        <Label>It may</Label>
        <div>
          {permissions.map((one) => (
            <Checkbox key={one} value={one} label={SCOPES[one]} />
          ))}
        </div>
      </CheckboxGroup>
      <div className="acts">
        <Button look="solid" type="submit" isDisabled={!name || scopes.length === 0} isPending={make.isPending}>
          Make the key
        </Button>
      </div>
    </Form>
  );
}
