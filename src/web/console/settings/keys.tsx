/** API keys: what each may do, when it was used last; a new one is shown once. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CheckboxGroup, Label } from 'react-aria-components';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { useMe } from '../api/session.ts';
import type { Key, KeyMade, Permission } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { Checkbox, RadioGroup, TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { ago, time } from '../ui/format.ts';
import { Dots, Menu } from '../ui/menu.tsx';
import { Empty, Section } from '../ui/parts.tsx';
import { errorAt, ProblemText } from '../ui/problem.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
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
  const [replacing, setReplacing] = useState<Key>();
  const revoke = useMutation({
    mutationFn: (id: string) => call('DELETE', `/v1/keys/${id}`),
    onSuccess: () => {
      say('The key is revoked.');
      void again();
    },
    onError: sayProblem,
  });
  const keys = data.items.filter(
    ({ revokedAt, endsAt }) => revokedAt === null && (endsAt === null || Date.parse(endsAt) > Date.now()),
  );
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
                    <span className="unseen">More</span>
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
                    <td>
                      {key.lastUsedAt ? ago(key.lastUsedAt) : 'never'}
                      {key.endsAt && <span className="quiet"> · ends {time(key.endsAt)}</span>}
                    </td>
                    <td className="figure">
                      <Menu
                        label={`More for ${key.name}`}
                        acts={[
                          {
                            id: 'replace',
                            name: 'Replace',
                            help: 'A new key with this name and these rights',
                            act: () => setReplacing(key),
                          },
                          { id: 'revoke', name: 'Revoke', danger: true, act: () => setEnding(key) },
                        ]}
                      >
                        <Dots />
                      </Menu>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      <ShownOnce title="The key" secret={shown} onClose={() => setShown(undefined)} />
      <Dialog
        title={`Replace “${replacing?.name ?? ''}”`}
        isOpen={replacing !== undefined}
        onClose={() => setReplacing(undefined)}
      >
        {replacing && (
          <Replace
            id={replacing.id}
            onClose={() => setReplacing(undefined)}
            onMade={(key) => {
              setReplacing(undefined);
              setShown(key);
              void again();
            }}
          />
        )}
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

const DAY_MS = 86_400_000;
const ENDS = [
  { value: '1', name: 'In a day' },
  { value: '7', name: 'In a week' },
  { value: '0', name: 'At once' },
] as const;

interface ReplaceProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onMade: (key: string) => void;
}
function Replace({ id, onClose, onMade }: ReplaceProps) {
  const [days, setDays] = useState<(typeof ENDS)[number]['value']>('1');
  const replace = useMutation({
    mutationFn: () =>
      call<KeyMade>('POST', `/v1/keys/${id}/rotate`, {
        body: days === '0' ? {} : { oldEndsAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() },
      }),
    onSuccess: ({ key }) => onMade(key),
  });
  return (
    <>
      {replace.error && <ProblemText error={replace.error} />}
      <RadioGroup
        label="The old key ends"
        help="Until then both work, so that nothing stops while you change it."
        options={ENDS}
        value={days}
        onChange={setDays}
      />
      <div className="acts">
        <Button onPress={onClose}>Leave it as it is</Button>
        <Button look="solid" onPress={() => replace.mutate()} isPending={replace.isPending}>
          Make the new key
        </Button>
      </div>
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
    <Fill error={make.error} shown={['name']} onSend={() => make.mutate()}>
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
    </Fill>
  );
}
