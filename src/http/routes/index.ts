/** Every call of the API, in the order in which one needs them. */
import type { Route } from '../registry.ts';
import { analyticsRoutes } from './analytics.ts';
import { approvalRoutes } from './approval.ts';
import { audienceRoutes } from './audience.ts';
import { campaignRoutes } from './campaigns.ts';
import { emailRoutes } from './email.ts';
import { eventRoutes } from './events.ts';
import { keyRoutes } from './keys.ts';
import { meRoutes } from './me.ts';
import { memberRoutes } from './members.ts';
import { peopleRoutes } from './people.ts';
import { sampleRoutes } from './samples.ts';
import { statementRoutes } from './statements.ts';
import { templateRoutes } from './templates.ts';
import { testRoutes } from './tests.ts';
import { webhookRoutes } from './webhooks.ts';
import { workspaceRoutes } from './workspace.ts';

export const ROUTES = [
  ...templateRoutes,
  ...campaignRoutes,
  ...eventRoutes,
  ...analyticsRoutes,
  ...audienceRoutes,
  ...statementRoutes,
  ...emailRoutes,
  ...testRoutes,
  ...sampleRoutes,
  ...approvalRoutes,
  ...peopleRoutes,
  ...webhookRoutes,
  ...meRoutes,
  ...workspaceRoutes,
  ...memberRoutes,
  ...keyRoutes,
] as const satisfies readonly Route[];
