/** The parts of the settings, in their order: to add one, write its file and add a line here. */
import { type ComponentType, lazy } from 'react';

export interface Part {
  /** Under `/console/settings/`. */
  readonly path: string;
  readonly title: string;
  readonly page: ComponentType;
}

export const PARTS: readonly Part[] = [
  { path: 'approval', title: 'Approval', page: lazy(() => import('./approval.tsx')) },
  { path: 'keys', title: 'API keys', page: lazy(() => import('./keys.tsx')) },
  { path: 'members', title: 'Members', page: lazy(() => import('./members.tsx')) },
  { path: 'webhooks', title: 'Webhooks', page: lazy(() => import('./webhooks.tsx')) },
];
