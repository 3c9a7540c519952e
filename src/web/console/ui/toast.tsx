/** What was done, in a line at the edge, with a way back where there is one. */
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { ApiProblem } from '../api/call.ts';

interface Said {
  readonly text: string;
  readonly undo?: () => void;
  readonly wrong?: boolean;
}

/** Long enough to read it and to reach for the button. */
const SHOWN_MS = 8_000;
const queue = new ToastQueue<Said>({ maxVisibleToasts: 3 });

/** Says it; `undo` takes it back. */
export function say(text: string, undo?: () => void): void {
  queue.add({ text, ...(undo ? { undo } : {}) }, { timeout: SHOWN_MS });
}

/** Says in words what went wrong; it stays until it is closed. */
export function sayProblem(error: unknown): void {
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const text = problem
    ? [problem.title, ...(problem.detail === problem.title ? [] : [problem.detail])].join(' ')
    : 'Something failed in this page.';
  queue.add({ text, wrong: true });
}

/**
 * Shows that it is done at once and does it when nobody took it back: `commit` runs when the line goes, also where the
 * page is left before.
 */
export function sayUndoable(text: string, commit: (leaving: boolean) => void, undo: () => void): void {
  let open = true;
  const leave = (): void => finish(() => commit(true));
  const finish = (how: () => void): void => {
    if (!open) return;
    open = false;
    removeEventListener('pagehide', leave);
    how();
  };
  addEventListener('pagehide', leave);
  queue.add({ text, undo: () => finish(undo) }, { timeout: SHOWN_MS, onClose: () => finish(() => commit(false)) });
}

export function Toasts() {
  return (
    <ToastRegion queue={queue} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className={toast.content.wrong ? 'toast wrong' : 'toast'}>
          <ToastContent>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              className="link"
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              Undo
            </Button>
          )}
          <Button slot="close" className="close" aria-label="Close">
            ×
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
