/** Asks for one's own password before something is done with it. */
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { isForWhole, problemAt } from './change.ts';

interface OwnPasswordProps<T> {
  /** What the button does, as a verb, and the way out. */
  readonly act: string;
  readonly stay: string;
  readonly danger?: boolean;
  readonly send: (password: string) => Promise<T>;
  readonly onDone: (answer: T) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}
export function OwnPassword<T>({ act, stay, danger, send, onDone, onClose, children }: OwnPasswordProps<T>) {
  const [password, setPassword] = useState('');
  const sending = useMutation({ mutationFn: () => send(password), onSuccess: onDone });
  const { error } = sending;
  return (
    <Fill error={isForWhole(error) ? error : undefined} onSend={() => sending.mutate()}>
      {children}
      <TextField
        label="Your password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={problemAt(error, 'currentPassword')}
        autoFocus
      />
      <div className="acts">
        <Button onPress={onClose}>{stay}</Button>
        <Button look={danger ? 'danger' : 'solid'} type="submit" isDisabled={!password} isPending={sending.isPending}>
          {act}
        </Button>
      </div>
    </Fill>
  );
}
