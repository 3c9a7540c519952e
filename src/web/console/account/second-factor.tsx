/** The second factor: whether signing in asks for a code as well. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { call } from '../api/call.ts';
import { useMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/parts.tsx';
import { ProblemText } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';
import { isForWhole, problemAt, readMeAgain } from './change.ts';
import { SetUp } from './set-up.tsx';

export function SecondFactorSection() {
  const { email, secondFactor } = useMe();
  const [open, setOpen] = useState<'set-up' | 'end'>();
  const close = (): void => setOpen(undefined);
  return (
    <Section title="Second factor" about="Then a password alone opens nothing.">
      <div className="form">
        <p>
          {secondFactor
            ? 'On: signing in asks for a code of your app, or for one of your recovery codes.'
            : 'Off: your password is enough. With it on, signing in asks for a code that an app on your phone shows.'}
        </p>
        {!secondFactor && !email && <p className="quiet">Set an e-mail address and a password first.</p>}
        <div className="acts">
          {secondFactor ? (
            <Button onPress={() => setOpen('end')}>Turn it off</Button>
          ) : (
            <Button onPress={() => setOpen('set-up')} isDisabled={!email}>
              Set it up
            </Button>
          )}
        </div>
      </div>
      {open === 'set-up' && <SetUp onClose={close} />}
      <Dialog title="Turn the second factor off?" isOpen={open === 'end'} onClose={close}>
        <End onDone={close} />
      </Dialog>
    </Section>
  );
}

function End({ onDone }: { readonly onDone: () => void }) {
  const [password, setPassword] = useState('');
  const end = useMutation({
    mutationFn: () => call('POST', '/v1/me/second-factor/end', { body: { password } }),
    onSuccess: async () => {
      await readMeAgain();
      say('The second factor is off.');
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    end.mutate();
  };
  return (
    <Form className="form" validationBehavior="aria" onSubmit={submit}>
      <p>Your password alone is enough then. Your recovery codes stop working.</p>
      {end.error && isForWhole(end.error) && <ProblemText error={end.error} />}
      <TextField
        label="Your password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={problemAt(end.error, 'currentPassword')}
        autoFocus
      />
      <div className="acts">
        <Button onPress={onDone}>Leave it on</Button>
        <Button look="danger" type="submit" isDisabled={!password} isPending={end.isPending}>
          Turn it off
        </Button>
      </div>
    </Form>
  );
}
