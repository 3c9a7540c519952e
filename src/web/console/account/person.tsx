/** Name and e-mail address; whoever came in by the printed address sets a first password with it. */
import { useState } from 'react';
import { useMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { Leaving } from '../ui/leaving.tsx';
import { Section } from '../ui/parts.tsx';
import { errorAt } from '../ui/problem.tsx';
import { isForWhole, problemAt, useChangeMe } from './change.ts';

export function PersonSection() {
  const me = useMe();
  const [name, setName] = useState(me.actor.name);
  const [email, setEmail] = useState(me.email ?? '');
  const [password, setPassword] = useState('');
  const [isSaved, setSaved] = useState(false);
  const isNew = me.email === undefined;
  const emailChanged = email !== (me.email ?? '');
  const isChanged = name !== me.actor.name || emailChanged;
  const change = useChangeMe(() => {
    setPassword('');
    setSaved(true);
  });
  const { error } = change;
  const send = (): void =>
    change.mutate({
      ...(name === me.actor.name ? {} : { name }),
      ...(emailChanged ? { email } : {}),
      ...(emailChanged ? (isNew ? { password } : { currentPassword: password }) : {}),
    });
  return (
    <Section
      title="You"
      about={
        isNew
          ? 'You came in by the address that is printed at start. With an e-mail address and a password you can come back without it.'
          : 'Your name stands in the audit log and beside what you approve.'
      }
    >
      <Fill error={isForWhole(error) ? error : undefined} onSend={send}>
        <TextField
          label="Name"
          value={name}
          onChange={(to) => {
            setName(to);
            setSaved(false);
          }}
          maxLength={80}
          autoComplete="name"
          error={errorAt(error, 'name')}
        />
        <TextField
          label="E-mail"
          type="email"
          value={email}
          onChange={(to) => {
            setEmail(to);
            setSaved(false);
          }}
          maxLength={254}
          autoComplete="username"
          error={errorAt(error, 'email') ?? problemAt(error, 'email')}
        />
        {emailChanged && (
          <TextField
            label={isNew ? 'A password' : 'Your password'}
            help={isNew ? '10 to 128 characters.' : 'Asked for whenever the address changes.'}
            type="password"
            value={password}
            onChange={setPassword}
            maxLength={1000}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            error={problemAt(error, isNew ? 'password' : 'currentPassword')}
          />
        )}
        <div className="acts">
          <Button
            look="solid"
            type="submit"
            isDisabled={!isChanged || !name || (emailChanged && !password)}
            isPending={change.isPending}
          >
            Save
          </Button>
          <span className="quiet" role="status">
            {isChanged ? 'Not saved yet' : isSaved ? 'Saved' : ''}
          </span>
        </div>
      </Fill>
      <Leaving when={isChanged} />
    </Section>
  );
}
