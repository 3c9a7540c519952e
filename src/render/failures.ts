/** Turns whatever went wrong into one of the listed codes. The cause stays for our own logs and leaves with no answer. */
import { ChildError } from './child.ts';
import { RENDER_FAILURES, RenderError, type RenderFailure } from './types.ts';

export function asRenderError(error: unknown, signal: AbortSignal): RenderError {
  if (signal.aborted) return new RenderError('cancelled', { cause: error });
  if (error instanceof RenderError) return error;
  return new RenderError(codeOf(error), { cause: error });
}

function codeOf(error: unknown): RenderFailure {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ((at as NodeJS.ErrnoException).code === 'ENOSPC') return 'no-space';
    if (at instanceof ChildError) return /No space left/i.test(at.stderr) ? 'no-space' : 'encoder-failed';
    const { code } = at as { code?: unknown };
    // The frames room names its failures with the same codes.
    if (typeof code === 'string' && code in RENDER_FAILURES) return code as RenderFailure;
    if (code === 'unknown-template' || code === 'bad-request') return 'template-failed';
  }
  return 'encoder-failed';
}
