/** Another password. */
import { useState } from 'react';
import { useMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { Section } from '../ui/parts.tsx';
import { isForWhole, problemAt, useChangeMe } from './change.ts';

export function PasswordSection() {
  const { email = '' } = useMe();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [isSaved, setSaved] = useState(false);
  const change = useChangeMe(() => {
    setCurrent('');
    setPassword('');
    setSaved(true);
  });
  const { error } = change;
  const writing = (set: (text: string) => void) => (text: string) => {
    set(text);
    setSaved(false);
  };
  return (
    <Section title="Password" about="A new one signs you out everywhere else.">
      <Fill
        error={isForWhole(error) ? error : undefined}
        onSend={() => change.mutate({ password, currentPassword: current })}
      >
        {/* Programs that keep passwords learn whose it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <div className="pair">
          <TextField
            label="Password now"
            type="password"
            value={current}
            onChange={writing(setCurrent)}
            maxLength={1000}
            autoComplete="current-password"
            error={problemAt(error, 'currentPassword')}
          />
          <TextField
            label="New password"
            help="10 to 128 characters."
            type="password"
            value={password}
            onChange={writing(setPassword)}
            maxLength={1000}
            autoComplete="new-password"
            error={problemAt(error, 'password')}
          />
        </div>
        <div className="acts">
          <Button look="solid" type="submit" isDisabled={!current || !password} isPending={change.isPending}>
            Change the password
          </Button>
          <span className="quiet" role="status">
            {isSaved ? 'Changed' : ''}
          </span>
        </div>
      </Fill>
    </Section>
  );
}
