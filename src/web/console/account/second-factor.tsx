/** The second factor: whether signing in asks for a code as well. */
import { useState } from 'react';
import { call } from '../api/call.ts';
import { useMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Section } from '../ui/parts.tsx';
import { say } from '../ui/toast.tsx';
import { readMeAgain } from './change.ts';
import { OwnPassword } from './own-password.tsx';
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

const End = ({ onDone }: { readonly onDone: () => void }) => (
  <OwnPassword
    act="Turn it off"
    stay="Leave it on"
    danger
    send={async (password) => {
      await call('POST', '/v1/me/second-factor/end', { body: { password } });
      await readMeAgain();
    }}
    onDone={() => {
      say('The second factor is off.');
      onDone();
    }}
    onClose={onDone}
  >
    <p>Your password alone is enough then. Your recovery codes stop working.</p>
  </OwnPassword>
);
