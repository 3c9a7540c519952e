/** A file on its way to the service, with what has gone so far. `fetch` does not tell how much of a body is sent. */
import { ApiProblem } from '../api/call.ts';
import type { Problem } from '../api/types.ts';

export interface SendOptions {
  readonly type: string;
  /** 0–1, of the bytes that the service has taken. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Throws {@link ApiProblem}; an `AbortError` where `signal` was aborted. */
export function sendFile<T>(path: `/${string}`, file: Blob, { type, onProgress, signal }: SendOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(new DOMException('The upload was stopped.', 'AbortError'));
      else if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(new ApiProblem(problemOf(request)));
    });
    request.open('POST', path);
    request.setRequestHeader('content-type', type);
    request.setRequestHeader('accept', 'application/json');
    request.send(file);
  });
}

function problemOf({ status, responseText }: XMLHttpRequest): Problem {
  try {
    const problem = JSON.parse(responseText) as Partial<Problem>;
    if (problem.title && problem.type) return problem as Problem;
  } catch {
    // Not from the service itself.
  }
  const title = status === 0 ? 'The connection broke off.' : `The service answered ${status}.`;
  const detail = 'People who were taken already stay; sending the same file again completes it and doubles nobody.';
  return { type: 'about:blank', title, status, detail };
}

/** SHA-256, hex: names the file in a statement of consent. */
export async function digestOf(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
