/** A form over the workspace's settings: what is changed in it is saved together, and nothing else. */
import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { ApiProblem, call } from '../../api/call.ts';
import { queryClient } from '../../api/queries.ts';
import { meQuery, useMay } from '../../api/session.ts';
import type { Workspace } from '../../api/types.ts';
import { showWorkspace, useWorkspace } from '../../api/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Leaving } from '../../ui/leaving.tsx';
import { useMending } from '../../ui/mending.ts';
import { errorAt, ProblemText } from '../../ui/problem.tsx';
import { getAt, setAt, unitOf, withChanges } from './paths.ts';

interface FormState {
  readonly isDisabled: boolean;
  readonly draft: Workspace;
  readonly valueAt: (path: string) => unknown;
  /** `undefined` or an empty text: takes it away. */
  readonly set: (path: string, value: unknown) => void;
  /** What the service said of this place when it was saved last; not any more once it was changed. */
  readonly errorAt: (path: string) => string | undefined;
}

const Here = createContext<FormState | undefined>(undefined);

export function useSettingsForm(): FormState {
  const form = useContext(Here);
  if (!form) throw new Error('a field of the settings stands in a form of theirs');
  return form;
}

/** Where every error stands at its field, that alone is said; what no field shows is told in full. */
function NotSaved({ error, shown }: { readonly error: Error; readonly shown: ReadonlySet<string> }) {
  const errors = (error instanceof ApiProblem && error.problem.errors) || [];
  const count = errors.length;
  if (count === 0 || errors.some(({ path }) => !shown.has(path)))
    return <ProblemText error={error} shown={[...shown]} />;
  return (
    <p role="alert" className="problem">
      {count === 1 ? 'Not saved: one field needs mending.' : `Not saved: ${count} fields need mending.`}
    </p>
  );
}

const NOTHING: ReadonlyMap<string, unknown> = new Map();

/** What is sent: every key that was touched, whole; `null` for what is gone. */
function bodyOf(draft: Workspace, changes: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const keys = new Set([...changes.keys()].map((unit) => unit.split('.')[0] as keyof Workspace));
  return Object.fromEntries([...keys].map((key) => [key, draft[key] ?? (key === 'name' ? '' : null)]));
}

export function SettingsForm({ children }: { readonly children: ReactNode }) {
  const read = useWorkspace();
  const isDisabled = !useMay('admin');
  const [changes, setChanges] = useState(NOTHING);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isSaved, setSaved] = useState(false);
  const fields = useRef(new Set<string>());
  const draft = useMemo(() => withChanges(read, changes), [read, changes]);
  const isChanged = [...changes.keys()].some(
    (unit) => JSON.stringify(getAt(read, unit)) !== JSON.stringify(getAt(draft, unit)),
  );
  const save = useMutation({
    mutationFn: () => call<Workspace>('PATCH', '/v1/workspace', { body: bodyOf(draft, changes) }),
    onSuccess: (saved) => {
      showWorkspace(saved);
      if (changes.has('name')) void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      setChanges(NOTHING);
      setSaved(true);
    },
    onSettled: () => setTouched(new Set()),
  });
  const { error } = save;
  const place = useMending(error);

  const form: FormState = {
    isDisabled,
    draft,
    valueAt: (path) => getAt(draft, path),
    set: (path, value) => {
      const unit = unitOf(path);
      const rest = path.slice(unit.length + 1);
      const to = value === '' ? undefined : value;
      const whole = rest === '' ? to : setAt(getAt(draft, unit), rest.split('.'), to);
      setChanges(new Map(changes).set(unit, whole));
      setTouched(new Set(touched).add(path));
      setSaved(false);
    },
    errorAt: (path) => {
      fields.current.add(path);
      return touched.has(path) || touched.has(unitOf(path)) ? undefined : errorAt(error, path);
    },
  };
  const discard = (): void => {
    setChanges(NOTHING);
    save.reset();
  };
  return (
    <Here value={form}>
      <Form
        ref={place}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save.mutate();
        }}
      >
        {children}
        {!isDisabled && (
          <div className="save-bar">
            {error && <NotSaved error={error} shown={fields.current} />}
            <div className="acts">
              {/* Never off: a number counts once its field is left, which pressing here does. */}
              <Button look="solid" type="submit" isPending={save.isPending}>
                Save
              </Button>
              <Button isDisabled={!isChanged} onPress={discard}>
                Discard
              </Button>
              <span className="quiet" role="status">
                {isChanged ? 'Not saved yet' : isSaved ? 'Saved' : ''}
              </span>
            </div>
          </div>
        )}
      </Form>
      <Leaving when={isChanged} />
    </Here>
  );
}
