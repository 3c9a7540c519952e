/** A call that failed: RFC 9457, as the service said it. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

export class CandorProblem extends Error {
  override name = 'CandorProblem';
  readonly details: ProblemDetails;
  /** Code of the problem: its `type` without `urn:candor:`. */
  readonly code: string;
  readonly status: number;
  /** Where which rule was broken. */
  readonly errors: NonNullable<ProblemDetails['errors']>;
  /** What the service's log knows the request by. */
  readonly requestId: string | undefined;

  constructor(details: ProblemDetails, requestId: string | undefined) {
    super(details.detail);
    this.details = details;
    this.code = details.type.replace('urn:candor:', '');
    this.status = details.status;
    this.errors = details.errors ?? [];
    this.requestId = requestId;
  }
}

/** Reads a failed answer; one that is no problem document (of something in between) is told by its status. */
export async function problemOf(response: Response): Promise<CandorProblem> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const details = (await response.json().catch(() => undefined)) as ProblemDetails | undefined;
  if (typeof details?.type === 'string' && typeof details.status === 'number') {
    return new CandorProblem(details, requestId);
  }
  const { status } = response;
  const words = `The service, or something before it, answered ${status}.`;
  return new CandorProblem({ type: 'about:blank', title: words, status, detail: words }, requestId);
}
