/**
 * The steps of a campaign's page, in their order. A step is a folder of its own with a `step.tsx` whose default export is
 * its page; it is loaded when it is opened. To add one: write the folder, add a line here. Inside, `useCampaign()` of
 * `campaign/use-campaign.ts` gives the campaign and its template, `ui/` the controls, `api/` the calls.
 */
import { type ComponentType, lazy } from 'react';

export interface Step {
  /** Under `/console/campaigns/<id>/`; empty for the first. */
  readonly path: string;
  readonly title: string;
  /** Pressed after `s`. */
  readonly key: string;
  readonly page: ComponentType;
}

export const STEPS: readonly Step[] = [
  { path: '', title: 'Overview', key: 'o', page: lazy(() => import('./overview/step.tsx')) },
  { path: 'audience', title: 'Audience', key: 'a', page: lazy(() => import('../audience/step.tsx')) },
  { path: 'content', title: 'Content & preview', key: 'c', page: lazy(() => import('../content/step.tsx')) },
  { path: 'email', title: 'E-mail', key: 'e', page: lazy(() => import('../email/step.tsx')) },
  { path: 'launch', title: 'Launch', key: 'l', page: lazy(() => import('../launch/step.tsx')) },
  { path: 'analytics', title: 'Analytics', key: 'n', page: lazy(() => import('../analytics/step.tsx')) },
];
