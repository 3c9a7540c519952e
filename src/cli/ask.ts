/** Calls of a running service from a terminal: what fails is said in words. */
import { CommandError } from './output.ts';

export interface Target {
  readonly url: string;
  readonly key: string | undefined;
  readonly json?: boolean;
}

interface Problem {
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly { path?: string; code: string; message?: string }[];
}

/** A good answer, not read yet. Throws a CommandError. */
export async function ask(
  target: Target,
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
): Promise<Response> {
  if (!target.key) throw new CommandError('an API key is needed: --key, or CANDOR_API_KEY', 2);
  const response = await fetch(new URL(path, target.url), {
    method,
    headers: { authorization: `Bearer ${target.key}`, ...(type ? { 'content-type': type } : {}) },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  }).catch(() => {
    throw new CommandError('the service does not answer; is --url (or CANDOR_URL) right?');
  });
  if (!response.ok) throw new CommandError(problemText(response.status, await response.text()));
  return response;
}

/** The same for an answer that is JSON, or nothing. */
export async function call<T>(...asked: Parameters<typeof ask>): Promise<T> {
  const text = await (await ask(...asked)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

function problemText(status: number, text: string): string {
  try {
    const { title, detail, errors = [] } = JSON.parse(text) as Problem;
    const more = detail && detail !== title ? `: ${detail}` : '';
    const lines = errors.map((error) => `  ${error.path ?? ''} ${error.code}: ${error.message ?? ''}`);
    return [`${status} ${title}${more}`, ...lines].join('\n');
  } catch {
    return `${status} from the service`;
  }
}
