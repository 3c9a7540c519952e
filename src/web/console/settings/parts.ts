/** The parts of the settings, in their order: to add one, write its file and add a line here. */
import { type ComponentType, lazy } from 'react';

export interface Part {
  /** Under `/console/settings/`. */
  readonly path: string;
  readonly title: string;
  readonly page: ComponentType;
}

export const PARTS: readonly Part[] = [
  { path: 'brand', title: 'Brand', page: lazy(() => import('./brand.tsx')) },
  { path: 'sender', title: 'Sender', page: lazy(() => import('./sender.tsx')) },
  { path: 'data', title: 'Data', page: lazy(() => import('./data.tsx')) },
  { path: 'sites', title: 'Embedding', page: lazy(() => import('./sites.tsx')) },
  { path: 'approval', title: 'Approval', page: lazy(() => import('./approval.tsx')) },
  { path: 'keys', title: 'API keys', page: lazy(() => import('./keys.tsx')) },
  { path: 'members', title: 'Members', page: lazy(() => import('./members.tsx')) },
  { path: 'webhooks', title: 'Webhooks', page: lazy(() => import('./webhooks.tsx')) },
];
