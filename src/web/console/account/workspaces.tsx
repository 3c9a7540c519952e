/** The workspaces one is in, and how another one begins. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useMay, useMe } from '../api/session.ts';
import { useOpenWorkspace } from '../api/workspace.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { Section } from '../ui/parts.tsx';
import { errorAt } from '../ui/problem.tsx';

export function WorkspacesSection() {
  const { workspace, workspaces = [] } = useMe();
  const open = useOpenWorkspace();
  const mayMake = useMay('admin');
  return (
    <Section title="Workspaces" about="Nothing of one is seen in another: campaigns, people, keys, settings.">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Your role</th>
            <th scope="col">
              <span className="unseen">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {workspaces.map(({ id, name, role }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>{role}</td>
              <td className="figure">
                {id === workspace.id ? (
                  <span className="quiet">Open now</span>
                ) : (
                  <Button small onPress={() => open.mutate(id)} isPending={open.isPending}>
                    Open<span className="unseen"> {name}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayMake && <Another onMade={(id) => open.mutate(id)} />}
    </Section>
  );
}

function Another({ onMade }: { readonly onMade: (id: string) => void }) {
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () => call<{ id: string }>('POST', '/v1/workspaces', { body: { name } }),
    onSuccess: ({ id }) => onMade(id),
  });
  return (
    <Fill error={make.error} shown={['name']} className="form another" onSend={() => make.mutate()}>
      <TextField
        label="Another workspace"
        help="For another company or team. You are its first admin."
        value={name}
        onChange={setName}
        maxLength={80}
        error={errorAt(make.error, 'name')}
      />
      <div className="acts">
        <Button type="submit" isDisabled={!name.trim()} isPending={make.isPending}>
          Make it and open it
        </Button>
      </div>
    </Fill>
  );
}
