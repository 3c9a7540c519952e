/** A form that is filled in and sent: errors come from the service, and stand at its head where no field says them. */
import type { ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { ProblemText } from './problem.tsx';

interface FillProps {
  readonly onSend: () => void;
  /** Why it was not taken; what fields say by themselves is left out of it. */
  readonly error: unknown;
  /** Keys whose errors stand at fields. */
  readonly shown?: readonly string[];
  readonly className?: string;
  readonly children: ReactNode;
}
export const Fill = ({ onSend, error, shown = [], className = 'form', children }: FillProps) => (
  <Form
    className={className}
    validationBehavior="aria"
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    {error != null && <ProblemText error={error} shown={shown} />}
    {children}
  </Form>
);
