/** What a handler gives back: plain data, so that it can be sent now and sealed for whoever asks again. */
import type { Response } from 'express';
import { details, PROBLEM_TYPE, PROBLEMS, type Problem } from './problems.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;
  /** JSON text; empty where there is no body. */
  readonly body: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

export const jsonAnswer = (status: number, value: unknown, headers: Answer['headers'] = {}): Answer =>
  status === 204
    ? { status, headers, type: JSON_TYPE, body: '' }
    : { status, headers, type: JSON_TYPE, body: JSON.stringify(value) };

/** `request`: the id that the log knows it by. */
export function problemAnswer(problem: Problem, request?: string): Answer {
  const { code, extra } = problem;
  return {
    status: PROBLEMS[code].status,
    headers: extra.headers ?? {},
    type: PROBLEM_TYPE,
    body: JSON.stringify(details(code, extra, request)),
  };
}

export function send(response: Response, answer: Answer): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  response.status(answer.status).set(answer.headers);
  if (answer.body === '') response.end();
  else response.set('Content-Type', answer.type).end(answer.body);
}
