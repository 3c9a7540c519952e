/** Setting up a second factor (TOTP, RFC 6238): the password, the app, and codes for the day on which the app is lost. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, call } from '../api/call.ts';
import { useMe } from '../api/session.ts';
import type { SecondFactor } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { saveText } from '../ui/save.ts';
import { readMeAgain } from './change.ts';
import { OwnPassword } from './own-password.tsx';
import { Qr } from './qr.tsx';

const TITLES = {
  password: 'Set up a second factor',
  app: 'Show it to your app',
  codes: 'Your recovery codes, shown this once',
} as const;

export function SetUp({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<SecondFactor>();
  const [isOn, setOn] = useState(false);
  const step = !made ? 'password' : isOn ? 'codes' : 'app';
  return (
    <Dialog title={TITLES[step]} isOpen onClose={onClose} sticky={step === 'codes'}>
      {!made && (
        <OwnPassword
          act="Go on"
          stay="Leave it off"
          send={(password) => call<SecondFactor>('POST', '/v1/me/second-factor', { body: { password } })}
          onDone={setMade}
          onClose={onClose}
        />
      )}
      {made && !isOn && <App uri={made.uri} onDone={() => setOn(true)} onClose={onClose} />}
      {made && isOn && <Codes codes={made.backupCodes} onClose={onClose} />}
    </Dialog>
  );
}

interface AppProps {
  readonly uri: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
function App({ uri, onDone, onClose }: AppProps) {
  const [code, setCode] = useState('');
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const confirm = useMutation({
    mutationFn: () => call('POST', '/v1/me/second-factor/confirm', { body: { code: code.replaceAll(' ', '') } }),
    onSuccess: async () => {
      await readMeAgain();
      onDone();
    },
  });
  const { error } = confirm;
  const isWrong = error instanceof ApiProblem && (error.code === 'wrong-credentials' || error.status === 422);
  return (
    <Fill error={isWrong ? undefined : error} onSend={() => confirm.mutate()}>
      <p>Take this picture with an app that shows codes, like the one your company uses for other services.</p>
      <Qr text={uri} label="The secret, as a picture for your app" />
      <p>
        Or write it into the app: <code className="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>{' '}
        <Copy text={secret}>Copy it</Copy>
      </p>
      <TextField
        label="The code it shows now"
        help="Six digits."
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        error={isWrong ? 'This code is not right, or its half minute is over: take the next.' : undefined}
        autoFocus
      />
      <div className="acts">
        <Button onPress={onClose}>Leave it off</Button>
        <Button
          look="solid"
          type="submit"
          isDisabled={!/^\d{6}$/.test(code.replaceAll(' ', ''))}
          isPending={confirm.isPending}
        >
          Turn it on
        </Button>
      </div>
    </Fill>
  );
}

function Codes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { email } = useMe();
  const text = codes.join('\n');
  return (
    <>
      <p role="status">
        The second factor is on. Each of these signs you in once where your app is lost. Keep them where you keep
        passwords.
      </p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Copy text={text}>Copy them</Copy>
        <Button onPress={() => saveText('candor-recovery-codes.txt', `Candor, ${email ?? ''}\n\n${text}\n`)}>
          Save as a file
        </Button>
        <Button look="solid" onPress={onClose} autoFocus>
          I have them
        </Button>
      </div>
    </>
  );
}
