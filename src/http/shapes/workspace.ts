/** Answers about a workspace: who may do what in it, and what was done. */
import { z } from 'zod';
import { PERMISSIONS, ROLES, settingsSchema } from '../../accounts/index.ts';

export const actorSchema = z.object({ kind: z.enum(['key', 'member', 'service']), id: z.string(), name: z.string() });

export const meSchema = z.object({
  actor: actorSchema,
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: z.enum(ROLES).optional().describe('Of a member; a key has none'),
  permissions: z.array(z.enum(PERMISSIONS)),
  email: z.string().optional().describe('Of a member who has set one'),
  secondFactor: z.boolean().optional().describe('Whether signing in asks for a code'),
  workspaces: z
    .array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) }))
    .optional()
    .describe('All that a member is in'),
});

export const workspaceSchema = z.object({ id: z.string(), name: z.string(), ...settingsSchema.shape });

export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('How it begins'),
  scopes: z.array(z.enum(PERMISSIONS)),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

export const keyMadeSchema = z.object({
  id: z.string(),
  key: z.string().describe('Shown only now'),
  name: z.string(),
  scopes: z.array(z.enum(PERMISSIONS)),
});

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role: z.enum(ROLES),
  people: z.boolean().describe('May see a real person’s data and video'),
  secondFactor: z.boolean(),
});

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  people: z.boolean(),
  expiresAt: z.iso.datetime(),
});

export const invitationMadeSchema = invitationSchema.extend({ link: z.string(), sent: z.boolean() });
/** A link for a new password; without `link` where it was mailed. */

export const passwordLinkSchema = z.object({
  sent: z.boolean(),
  link: z.string().optional(),
  expiresAt: z.iso.datetime(),
});

/** What begins a second factor. */
export const secondFactorSchema = z.object({
  uri: z.string().describe('otpauth://…, for an app that shows codes'),
  backupCodes: z.array(z.string()).describe('Each signs in once; shown only now'),
});

export const auditSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      actor: actorSchema,
      action: z.string(),
      target: z.object({ kind: z.string(), id: z.string().optional() }),
      fields: z.array(z.string()).optional().describe('Keys that were changed'),
    }),
  ),
  next: z.string().optional(),
});
