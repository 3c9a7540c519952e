/** Who is in the workspace, with which role, and who is asked in. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import type { Invitation, InvitationMade, Member } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Select, Switch, TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { time } from '../ui/format.ts';
import { Dots, Menu } from '../ui/menu.tsx';
import { Empty, Section } from '../ui/parts.tsx';
import { errorAt } from '../ui/problem.tsx';
import { say, sayProblem } from '../ui/toast.tsx';
import { PasswordLink } from './password-link.tsx';

type Role = Member['role'];

const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => call<{ items: Member[] }>('GET', '/v1/members', { signal }),
});
const again = () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey });

const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => call<{ items: Invitation[] }>('GET', '/v1/invitations', { signal }),
});
const invitedAgain = () => queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey });

const ROLES: readonly { value: Role; name: string; help: string }[] = [
  { value: 'reader', name: 'Reader', help: 'Looks' },
  { value: 'editor', name: 'Editor', help: 'Makes and runs campaigns' },
  { value: 'approver', name: 'Approver', help: 'Approves them as well' },
  { value: 'admin', name: 'Admin', help: 'Changes the workspace as well' },
];

export default function Members() {
  const { data } = useSuspenseQuery(membersQuery);
  const mayAdmin = useMay('admin');
  return (
    <>
      <Section title="Members" about="Seeing real people’s data is a right of its own, whatever the role.">
        {data.items.length === 0 ? (
          <Empty>Nobody signs in with an account yet.</Empty>
        ) : (
          <div className="scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role</th>
                  <th scope="col">Sees people</th>
                  <th scope="col">Second factor</th>
                  <th scope="col">
                    <span className="unseen">More</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.items.map((one) => (
                  <Row key={one.id} member={one} mayAdmin={mayAdmin} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      {mayAdmin && <AskedIn />}
      {mayAdmin && (
        <Section title="Ask somebody in" about="By a link that works once, within seven days.">
          <Invite />
        </Section>
      )}
    </>
  );
}

/** Who was asked in and has not come yet. */
function AskedIn() {
  const { data } = useSuspenseQuery(invitationsQuery);
  const takeBack = useMutation({
    mutationFn: ({ id }: Invitation) => call('DELETE', `/v1/invitations/${id}`),
    onSuccess: (_answer, { email }) => {
      void invitedAgain();
      say(`The link for ${email} works no more.`);
    },
    onError: sayProblem,
  });
  if (data.items.length === 0) return null;
  return (
    <Section title="Asked in" about="And not here yet.">
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <th scope="col">Link works until</th>
              <th scope="col">
                <span className="unseen">Take back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <bdi>{one.email}</bdi>
                </th>
                <td>
                  {one.role}
                  {one.people && ', sees people'}
                </td>
                <td>{time(one.expiresAt)}</td>
                <td className="figure">
                  <Button small onPress={() => takeBack.mutate(one)}>
                    Take back<span className="unseen"> the invitation of {one.email}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({ member, mayAdmin }: { readonly member: Member; readonly mayAdmin: boolean }) {
  const { id, name, email, role, people, secondFactor } = member;
  const [asked, setAsked] = useState<'password' | 'leave'>();
  const close = () => setAsked(undefined);
  const change = useMutation({
    mutationFn: (body: Partial<Pick<Member, 'role' | 'people'>> | undefined) =>
      body ? call('PATCH', `/v1/members/${id}`, { body }) : call('DELETE', `/v1/members/${id}`),
    onSuccess: (_answer, body) => {
      void again();
      const back = body && { ...('role' in body ? { role } : {}), ...('people' in body ? { people } : {}) };
      say(body ? `${name} is changed.` : `${name} is out of this workspace.`, back && (() => change.mutate(back)));
    },
    onError: sayProblem,
  });
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        <br />
        <bdi className="quiet">{email}</bdi>
      </th>
      <td>
        {mayAdmin ? (
          <Select
            bare
            label={`Role of ${name}`}
            options={ROLES}
            value={role}
            onChange={(to) => change.mutate({ role: to })}
          />
        ) : (
          role
        )}
      </td>
      <td>{people ? 'Yes' : 'No'}</td>
      <td>{secondFactor ? 'On' : 'Off'}</td>
      <td className="figure">
        {mayAdmin && (
          <Menu
            label={`More for ${name}`}
            acts={[
              {
                id: 'people',
                name: people ? 'Hide real people’s data' : 'Show real people’s data',
                act: () => change.mutate({ people: !people }),
              },
              {
                id: 'password',
                name: 'Link for a new password',
                help: email === undefined ? 'Once they have an e-mail address' : 'For who forgot theirs',
                isDisabled: email === undefined,
                act: () => setAsked('password'),
              },
              { id: 'remove', name: 'Take out of this workspace', danger: true, act: () => setAsked('leave') },
            ]}
          >
            <Dots />
          </Menu>
        )}
        <PasswordLink member={member} isOpen={asked === 'password'} onClose={close} />
        <Confirm
          title={`Take ${name} out of this workspace?`}
          act="Take out"
          danger
          isOpen={asked === 'leave'}
          onClose={close}
          onConfirm={() => {
            close();
            change.mutate(undefined);
          }}
        >
          <p>At once, in open pages too. What they did stays, and stays in the audit log.</p>
        </Confirm>
      </td>
    </tr>
  );
}

function Invite() {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [people, setPeople] = useState(false);
  const invite = useMutation({
    mutationFn: () => call<InvitationMade>('POST', '/v1/invitations', { body: { email, role, people } }),
    onSuccess: () => {
      setEmail('');
      void invitedAgain();
    },
  });
  return (
    <Fill error={invite.error} shown={['email']} onSend={() => invite.mutate()}>
      {invite.data && (
        <p role="status" className="note">
          {invite.data.sent ? 'The link is on its way by mail. ' : 'Send the link yourself; it is shown only now. '}
          <Copy text={invite.data.link}>Copy the link</Copy>
        </p>
      )}
      <div className="pair">
        <TextField
          label="E-mail"
          type="email"
          value={email}
          onChange={setEmail}
          error={errorAt(invite.error, 'email')}
          isRequired
        />
        <Select label="Role" options={ROLES} value={role} onChange={setRole} />
      </div>
      <Switch label="May see real people’s data" isSelected={people} onChange={setPeople} />
      <div className="acts">
        <Button look="solid" type="submit" isDisabled={!email} isPending={invite.isPending}>
          Make the link
        </Button>
      </div>
    </Fill>
  );
}
