/** Answers of the API, as the schemas that make them say. */
import type { z } from 'zod';
import type { analyticsSchema } from '../../../http/shapes/analytics.ts';
import type { recipientSchema } from '../../../http/shapes/audience.ts';
import type {
  approvalSchema,
  campaignAnswerSchema,
  campaignBodySchema,
  progressSchema,
} from '../../../http/shapes/campaigns.ts';
import type { localised, problemSchema } from '../../../http/shapes/common.ts';
import type { playSchema, templateSchema } from '../../../http/shapes/templates.ts';
import type { deliverySchema, webhookSchema, webhookSecretSchema } from '../../../http/shapes/webhooks.ts';
import type {
  auditSchema,
  invitationMadeSchema,
  invitationSchema,
  keyMadeSchema,
  keySchema,
  memberSchema,
  meSchema,
  passwordLinkSchema,
  secondFactorSchema,
  workspaceSchema,
} from '../../../http/shapes/workspace.ts';

export type Campaign = z.output<typeof campaignAnswerSchema>;
export type CampaignBody = z.input<typeof campaignBodySchema>;
export type Progress = z.output<typeof progressSchema>;
export type Status = Progress['status'];
export type Counts = Progress['counts'];
export type Template = z.output<typeof templateSchema>;
export type Field = Template['fields'][number];
export type Recipient = z.output<typeof recipientSchema>;
export type Problem = z.output<typeof problemSchema>;
export type Localised = z.output<typeof localised>;
export type Play = z.output<typeof playSchema>;
export type Me = z.output<typeof meSchema>;
export type Audit = z.output<typeof auditSchema>;
export type Permission = Me['permissions'][number];
export type Approval = z.output<typeof approvalSchema>;
export type Analytics = z.output<typeof analyticsSchema>;
export type Webhook = z.output<typeof webhookSchema>;
export type WebhookSecret = z.output<typeof webhookSecretSchema>;
export type Delivery = z.output<typeof deliverySchema>;
export type Workspace = z.output<typeof workspaceSchema>;
export type Key = z.output<typeof keySchema>;
export type KeyMade = z.output<typeof keyMadeSchema>;
export type Member = z.output<typeof memberSchema>;
export type Invitation = z.output<typeof invitationSchema>;
export type InvitationMade = z.output<typeof invitationMadeSchema>;
export type PasswordLinkMade = z.output<typeof passwordLinkSchema>;
export type SecondFactor = z.output<typeof secondFactorSchema>;
