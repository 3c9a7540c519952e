/** What the console's pages are drawn from: plain data. */

export interface PageView {
  readonly assets: { readonly style: string; readonly script: string };
  readonly signedIn: boolean;
}

export type Status = 'draft' | 'scheduled' | 'live' | 'paused' | 'cancelled' | 'completed';

export const COUNTS = ['ready', 'rendering', 'queued', 'planned', 'failed', 'excluded', 'erased'] as const;
export type Count = (typeof COUNTS)[number];

export interface CampaignView {
  readonly id: string;
  readonly name: string;
  readonly template: string;
  readonly sender: string;
  readonly status: Status;
  readonly counts: Readonly<Record<Count, number>>;
  readonly progress: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly demo: boolean;
  /** Watch links of some people of a demo campaign. */
  readonly watch: readonly { readonly id: string; readonly url: string }[];
}

export interface CampaignsView extends PageView {
  readonly workspace: string;
  readonly campaigns: readonly CampaignView[];
  /** Origin of the API. */
  readonly api: string;
}

/** One line of a table of parameters or keys. */
export interface Row {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly text: string;
  /** Keys of an object, or of the items of a list. */
  readonly inner: readonly Row[];
}

export interface ProblemRow {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

export interface CallView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly detail: string;
  readonly parameters: readonly Row[];
  readonly body?: { readonly types: readonly string[]; readonly rows: readonly Row[] };
  /** The permission that a caller must have. */
  readonly needs: string;
  readonly curl: string;
  readonly typescript: string;
  readonly answer: { readonly status: number; readonly rows: readonly Row[]; readonly example?: string };
  readonly problems: readonly ProblemRow[];
}

export interface ReferenceView extends PageView {
  readonly api: string;
  readonly groups: readonly { readonly name: string; readonly calls: readonly CallView[] }[];
  readonly problems: readonly ProblemRow[];
  /** What webhooks are told. */
  readonly messages: readonly { readonly type: string; readonly when: string; readonly rows: readonly Row[] }[];
  /** Codes of `errors[]`, by where they come from. */
  readonly codes: readonly {
    readonly name: string;
    readonly rows: readonly { readonly code: string; readonly text: string }[];
  }[];
}
