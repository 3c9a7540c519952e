/** Changing oneself: `PATCH /v1/me`, and what the answer means for a field of a form. */
import { useMutation } from '@tanstack/react-query';
import { ApiProblem, call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { meQuery } from '../api/session.ts';

interface Change {
  readonly name?: string;
  readonly email?: string;
  readonly password?: string;
  readonly currentPassword?: string;
}

export const readMeAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: meQuery.queryKey });

export const useChangeMe = (onDone: () => void) =>
  useMutation({
    mutationFn: (body: Change) => call('PATCH', '/v1/me', { body }),
    onSuccess: async () => {
      await readMeAgain();
      onDone();
    },
  });

/** Problems that are about one field, by their code: they are said there. */
const AT: Readonly<Record<string, string>> = {
  'wrong-credentials': 'currentPassword',
  'password-shape': 'password',
  'email-taken': 'email',
};
const WORDS: Readonly<Record<string, string>> = {
  'wrong-credentials': 'This is not your password.',
};

export function problemAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return AT[error.code] === field ? (WORDS[error.code] ?? error.problem.title) : undefined;
}

/** Whether no field says it. */
export const isForWhole = (error: unknown): boolean =>
  error !== null && !(error instanceof ApiProblem && (error.code in AT || error.problem.errors?.length));
