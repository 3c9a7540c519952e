/** What went wrong, in words, and what to do next: for a page, a part of one, or a form. */
import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode, Suspense } from 'react';
import { ApiProblem } from '../api/call.ts';
import type { Problem } from '../api/types.ts';
import { Button } from './button.tsx';

export const problemOf = (error: unknown): Problem =>
  error instanceof ApiProblem
    ? error.problem
    : {
        type: 'about:blank',
        title: 'This part of the page failed.',
        status: 0,
        detail: 'Nothing was changed by it. Try again; if it stays, tell who runs the service.',
      };

/** Errors of single fields that no field of the form shows. */
export function ProblemText({ error, shown = [] }: { readonly error: unknown; readonly shown?: readonly string[] }) {
  const { title, detail, errors = [] } = problemOf(error);
  const rest = errors.filter(({ path }) => !shown.includes(path));
  return (
    <div role="alert" className="problem">
      <p>
        <b>{title}</b> {detail !== title && detail}
      </p>
      {rest.length > 0 && (
        <ul>
          {rest.map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>
              {path && <code>{path}</code>} {path ? message : sentence(message)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A rule as a sentence: `is not an https address` → “This is not an https address.” */
export const sentence = (rule: string): string =>
  /^[a-z]/.test(rule) ? `This ${rule}${/[.!?]$/.test(rule) ? '' : '.'}` : rule;

/** The message for one key of a form, from problem details. */
export function errorAt(error: unknown, path: string): string | undefined {
  const found = error instanceof ApiProblem ? error.problem.errors?.find((one) => one.path === path) : undefined;
  return found && sentence(found.message);
}

interface GuardProps {
  readonly children: ReactNode;
  readonly onReset: () => void;
}
class Guard extends Component<GuardProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };
  static getDerivedStateFromError = (error: unknown) => ({ error });
  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <section className="failed">
        <ProblemText error={error} />
        <Button
          onPress={() => {
            this.props.onReset();
            this.setState({ error: undefined });
          }}
        >
          Try again
        </Button>
      </section>
    );
  }
}

/** Waits for what is read inside, and says what failed. `name` is what is being read. */
export function Region({ children, name }: { readonly children: ReactNode; readonly name: string }) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Guard onReset={reset}>
          <Suspense fallback={<Waiting name={name} />}>{children}</Suspense>
        </Guard>
      )}
    </QueryErrorResetBoundary>
  );
}

interface WaitingProps {
  readonly name: string;
  /** Why it takes its time; shown to whoever waits that long. */
  readonly why?: string;
}
/** Shown late, so that what is quick does not flicker. */
export const Waiting = ({ name, why }: WaitingProps) => (
  <p className="waiting" role="status">
    <span className="line" aria-hidden="true" />
    <span>Reading {name} …</span>
    {why && <span className="why">{why}</span>}
  </p>
);

/** In the place of a picture that is not there yet. */
export const Drawing = () => (
  <p className="drawing">
    <span className="line" aria-hidden="true" />
    <span>Drawing …</span>
    <span className="why">The first time after the service starts, this can take a minute.</span>
  </p>
);
